import { createHash } from 'node:crypto';
import { maxCallbackBytes } from './limits.ts';

/**
 * What a button carries at Telegram: its payload, or where that is longer than 64 bytes a key made of the button's place and our message's id.
 * The key needs no store and survives a restart: a press names the message it was pressed under, whose buttons the hub has.
 */
export function pressKey(payload: string, index: number, messageId: string): string {
  const isOwnWords = Buffer.byteLength(payload) <= maxCallbackBytes && buttonIndexOf(payload) === undefined;
  return isOwnWords ? payload : `b:${index}:${createHash('sha256').update(messageId).digest('hex').slice(0, 16)}`;
}

/** The button's place when a press carries a key of `pressKey`; undefined when it carries the payload itself. */
export function buttonIndexOf(data: string): number | undefined {
  const place = /^b:(\d{1,3}):[0-9a-f]{16}$/.exec(data)?.[1];
  return place === undefined ? undefined : Number(place);
}
