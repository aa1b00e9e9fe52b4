import type { NewSend } from '../../../bots/console/desk-records.ts';
import { ObjectId } from '../../core/ids.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { ConsoleSend } from '../../domain/console/records/send.ts';
import { Message } from '../../domain/timeline/model.ts';
import { keyOf, ownedBy, readId, type Scope } from './scope.ts';

/** Stores sends. One with a collapse key takes the place of its waiting elder; one that is being delivered goes out once more afterwards. */
export async function enqueueSends(scope: Scope, sends: readonly NewSend[]): Promise<void> {
  if (sends.length === 0) return;
  const places = await placesOf(sends);
  await Promise.all(sends.map((send) => enqueue(scope, send, places.get(send.hubMessageId ?? '') ?? 0)));
  scope.ring();
}

async function enqueue(scope: Scope, send: NewSend, seq: number): Promise<void> {
  const { collapseKey, collapseDue = 'first', dueAt, chatId } = send;
  const fields = fieldsOf(send, seq);
  const _id = collapseKey === undefined ? new ObjectId() : keyOf(scope, 'console-send', chatId, collapseKey);
  if (collapseKey !== undefined && (await replace(_id, fields, dueAt, collapseDue))) return;
  const fresh = { attempts: 0, state: 'waiting', version: 1, createdAt: scope.hub.now() } as const;
  const { created } = await insertOnce(ConsoleSend, { ...ownedBy(scope), ...fields, ...fresh, _id, dueAt });
  if (!created) await replace(_id, fields, dueAt, collapseDue);
}

/** False when there is none to replace. */
async function replace(_id: ObjectId, fields: ReturnType<typeof fieldsOf>, dueAt: Date, collapseDue: 'first' | 'last'): Promise<boolean> {
  const $inc = { version: 1 };
  const due = collapseDue === 'first' ? { $set: fields, $min: { dueAt } } : { $set: { ...fields, dueAt } };
  const waiting = await ConsoleSend.updateOne({ _id, state: 'waiting' }, { ...due, $inc });
  if (waiting.matchedCount > 0) return true;
  const sending = await ConsoleSend.updateOne({ _id, state: 'sending' }, { $set: { ...fields, dueAt }, $inc });
  if (sending.matchedCount > 0) return true;
  const failed = await ConsoleSend.updateOne(
    { _id, state: 'failed' },
    { $set: { ...fields, dueAt, state: 'waiting', attempts: 0, createdAt: dueAt }, $unset: { expiresAt: 1, reason: 1 }, $inc },
  );
  return failed.matchedCount > 0;
}

function fieldsOf({ kind, chatId, inTopic, conversationId, hubMessageId, data, priority }: NewSend, seq: number) {
  return {
    kind,
    chatId,
    inTopic,
    conversationId: conversationId === null ? null : readId(conversationId),
    hubMessageId: hubMessageId === null ? null : readId(hubMessageId),
    seq,
    data,
    priority,
  };
}

/** Messages may be announced out of order; their places in the conversation say what goes first. */
async function placesOf(sends: readonly NewSend[]): Promise<Map<string, number>> {
  const ids = new Set(sends.flatMap(({ kind, hubMessageId }) => (kind === 'relay' && hubMessageId ? [hubMessageId] : [])));
  if (ids.size === 0) return new Map();
  const found = await Message.find({ _id: { $in: [...ids].map((id) => new ObjectId(id)) } })
    .select({ seq: 1 })
    .lean<{ _id: ObjectId; seq: number }[]>();
  return new Map(found.map(({ _id, seq }) => [_id.toHexString(), seq]));
}
