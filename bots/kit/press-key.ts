import { createHash } from 'node:crypto';

/**
 * What a button carries at a provider whose field holds `maxBytes`: its payload, or where that is longer a key made of the button's place and
 * our message's id. The key needs no store and survives a restart: a press names the message it was pressed under, whose buttons the hub has.
 */
export function pressKey(payload: string, index: number, messageId: string, maxBytes: number): string {
  const isOwnWords = Buffer.byteLength(payload) <= maxBytes && buttonIndexOf(payload) === undefined;
  return isOwnWords ? payload : placeKey(index, messageId);
}

/** The key of a button's place, whatever its payload: for buttons that say the same where a provider wants them to differ. */
export function placeKey(index: number, messageId: string): string {
  return `b:${index}:${createHash('sha256').update(messageId).digest('hex').slice(0, 16)}`;
}

/** The button's place when a press carries a key of `pressKey`; undefined when it carries the payload itself. */
export function buttonIndexOf(data: string): number | undefined {
  const place = /^b:(\d{1,3}):[0-9a-f]{16}$/.exec(data)?.[1];
  return place === undefined ? undefined : Number(place);
}
