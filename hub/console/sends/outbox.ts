import type { Send, SendKind } from '../../../bots/console/desk-records.ts';
import { randomToken, type ObjectId } from '../../core/ids.ts';
import { ConsoleSend, type ConsoleSendRecord } from '../../domain/console/records/send.ts';
import { chooseNext } from './choose-next.ts';

/** Whose outbox. */
export interface OutboxOwner {
  workspaceId: ObjectId;
  botId: string;
}

/** A send that this process is delivering; what is written of it later filters on the token. */
export type ClaimedSend = ConsoleSendRecord & { token: string };

/** Longer than any upload takes: a claim this old was left behind by a failure. A dead process's claims are released by its successor at once. */
const claimMs = 5 * 60_000;
const lookedAt = 60;
const failedKeptMs = 7 * 24 * 3_600_000;

/** What was claimed and left behind waits again: claims that ran out, or, without a moment, all of them (by the right of the console's lease only). */
export async function releaseClaims({ workspaceId, botId }: OutboxOwner, endedBy?: Date): Promise<void> {
  const ended = endedBy ? { leasedUntil: { $lte: endedBy } } : {};
  await ConsoleSend.updateMany(
    { workspaceId, botId, state: 'sending', ...ended },
    { $set: { state: 'waiting' }, $unset: { token: 1, leasedUntil: 1 } },
  );
}

/** Chats that have something due, and when the next of what is not due yet will be. */
export async function findDue({ workspaceId, botId }: OutboxOwner, now: Date): Promise<{ chatIds: string[]; nextAt: Date | null }> {
  const waiting = { workspaceId, botId, state: 'waiting' } as const;
  const [chatIds, next] = await Promise.all([
    ConsoleSend.distinct('chatId', { ...waiting, dueAt: { $lte: now } }),
    ConsoleSend.findOne({ ...waiting, dueAt: { $gt: now } })
      .sort({ dueAt: 1 })
      .select({ dueAt: 1 })
      .lean<Pick<ConsoleSendRecord, 'dueAt'> | null>(),
  ]);
  return { chatIds, nextAt: next?.dueAt ?? null };
}

/** Claims the chat's next send; null when nothing is due. */
export async function claimNext(
  { workspaceId, botId }: OutboxOwner,
  chatId: string,
  mostPriority: number,
  now: Date,
): Promise<ClaimedSend | null> {
  for (;;) {
    const waiting = await ConsoleSend.find({ workspaceId, botId, chatId, state: 'waiting', priority: { $lte: mostPriority } })
      .sort({ priority: 1, createdAt: 1, _id: 1 })
      .limit(lookedAt)
      .lean<ConsoleSendRecord[]>();
    const chosen = chooseNext(waiting, now);
    if (!chosen) return null;
    const token = randomToken(12);
    const claimed = await ConsoleSend.findOneAndUpdate(
      { _id: chosen._id, state: 'waiting', version: chosen.version },
      { $set: { state: 'sending', token, leasedUntil: new Date(now.getTime() + claimMs) }, $inc: { attempts: 1 } },
      { returnDocument: 'after' },
    ).lean<ConsoleSendRecord | null>();
    if (claimed) return { ...claimed, token };
  }
}

/** It was shown: gone from the outbox, unless it was replaced meanwhile and goes out once more. */
export async function settleSend({ _id, token, version }: ClaimedSend): Promise<void> {
  const { deletedCount } = await ConsoleSend.deleteOne({ _id, token, version });
  if (deletedCount > 0) return;
  await ConsoleSend.updateOne({ _id, token }, { $set: { state: 'waiting', attempts: 0 }, $unset: { token: 1, leasedUntil: 1 } });
}

/** It waits until then. */
export async function postponeSend({ _id, token }: ClaimedSend, dueAt: Date, reason: string): Promise<void> {
  await ConsoleSend.updateOne(
    { _id, token },
    { $set: { state: 'waiting', dueAt, reason: reason.slice(0, 500) }, $unset: { token: 1, leasedUntil: 1 } },
  );
}

/** It is given up, and kept a week for whoever asks why. */
export async function giveUpSend({ _id, token }: ClaimedSend, now: Date, reason: string): Promise<void> {
  const expiresAt = new Date(now.getTime() + failedKeptMs);
  await ConsoleSend.updateOne(
    { _id, token },
    { $set: { state: 'failed', reason: reason.slice(0, 500), expiresAt }, $unset: { token: 1, leasedUntil: 1 } },
  );
}

/** A closed chat gets nothing any more. */
export async function dropChat({ workspaceId, botId }: OutboxOwner, chatId: string): Promise<void> {
  await ConsoleSend.deleteMany({ workspaceId, botId, chatId, state: { $in: ['waiting', 'sending'] } });
}

/** A stored send as the console reads it. */
export function presentSend(record: ConsoleSendRecord): Send {
  const { _id, kind, chatId, inTopic, conversationId, hubMessageId, data, priority, dueAt, attempts } = record;
  return {
    id: _id.toHexString(),
    kind: kind as SendKind, // Written by `enqueue` alone, which takes only these.
    chatId,
    inTopic,
    conversationId: conversationId?.toHexString() ?? null,
    hubMessageId: hubMessageId?.toHexString() ?? null,
    data,
    priority,
    dueAt,
    // The pump decides when to give up (after a day); the console, which counts attempts, must not do so earlier.
    attempts: Math.min(attempts - 1, 6),
  };
}
