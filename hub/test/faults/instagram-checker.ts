import { vi, expect } from 'vitest';
import type { InstagramEmulator } from '../../../bots/emulators/instagram/emulator.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { PendingUpdate } from '../../domain/conversation/changes/pending-updates.ts';
import { Message } from '../../domain/timeline/model.ts';
import { Receipt } from '../../inbound/receipts.ts';
import { toObjectId } from '../../core/ids.ts';
import { patience, type Shop } from '../instagram-account.ts';

/** Somebody who wrote to the shop. */
type Customer = Pick<ReturnType<InstagramEmulator['createPerson']>, 'id' | 'name'>;

/**
 * Waits until nothing is under way any more, then compares what customers see in Instagram with what the hub has: every message of theirs once, as it
 * was last worded; every one of ours as often as its state says; an owner's once; nothing parked. Says what does not hold, in words.
 */
export async function findInstagramViolations(
  emulator: InstagramEmulator,
  { account, channel }: Shop,
  customers: readonly Customer[],
): Promise<string[]> {
  const channelId = toObjectId(channel.id);
  await vi.waitFor(
    async () => {
      expect(emulator.pending(account)).toBe(0);
      expect(await Message.countDocuments({ channelId, 'delivery.state': { $in: ['queued', 'sending'] } })).toBe(0);
      expect(await PendingUpdate.countDocuments({ channelId, isEcho: true })).toBe(0);
      expect(await Conversation.countDocuments({ channelId, 'outbound.dueAt': { $exists: true } })).toBe(0);
    },
    { ...patience, timeout: 60_000 },
  );
  const parked = await Receipt.find({ channelId }).lean();
  const broken = await Promise.all(customers.map((customer) => compare(emulator, account, customer)));
  return [...broken.flat(), ...parked.map(({ reason }) => `a payload was parked: ${reason}`)];
}

async function compare(emulator: InstagramEmulator, account: Shop['account'], { id: chatId, name }: Customer): Promise<string[]> {
  const shown = emulator.transcript(account, { id: chatId });
  const stored = await Message.find({ chatId, kind: 'text' }).sort({ seq: 1 }).lean();
  const holders = (mid: string) => stored.filter(({ parts }) => parts.some(({ externalId }) => externalId === mid));
  const visible = shown.map(({ mid, text, isUnsent }) => ({ mid, text: isUnsent ? '' : text }));
  const doubtful = stored.filter(({ delivery }) => delivery?.state === 'unknown').length;
  const astray = visible.filter(({ mid }) => holders(mid).length === 0).length;
  const known = new Set(shown.map(({ mid }) => mid));
  return [
    ...visible.filter(({ mid }) => holders(mid).length > 1).map(({ text }) => `"${text}" is stored ${holders(text).length} times`),
    ...(astray > doubtful ? [`${name} sees ${astray} messages that the hub has not, of which ${doubtful} may be in doubt`] : []),
    ...visible.flatMap(({ mid, text }) => {
      const [holder] = holders(mid);
      return holder?.direction === 'in' && holder.text !== text ? [`"${text}" of ${name} is stored as "${holder.text}"`] : [];
    }),
    ...stored.flatMap(({ parts, text }) =>
      parts.every(({ externalId }) => known.has(externalId)) ? [] : [`"${text}" never was in Instagram`],
    ),
    ...stored.flatMap(({ delivery, parts, text }) =>
      delivery?.state === 'failed' && parts.length > 0 ? [`"${text}" has failed and went out`] : [],
    ),
  ];
}
