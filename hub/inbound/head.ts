import type { UpdateQuery } from 'mongoose';
import { systemActor } from '../core/actor.ts';
import type { Hub } from '../core/parts/hub.ts';
import { newFact } from '../domain/conversation/recording/announcer.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { previewOf } from '../domain/conversation/preview.ts';
import { tellRecorded } from '../domain/conversation/recording/tell.ts';
import { writeTimelineEvent } from '../domain/conversation/recording/timeline-event.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';

type HeadTools = Pick<Hub, 'now' | 'announcer' | 'secrets' | 'baseUrl' | 'step'>;

/**
 * Writes a stored message into its conversation's head: preview, unread, waiting, and, for a customer's message, the reopening of a
 * snoozed or closed one with its line on the timeline. Once only: a head that has this message or a later one is left as it is.
 */
export async function writeHead(hub: HeadTools, conversation: ConversationRecord, message: MessageRecord): Promise<ConversationRecord> {
  const isFromCustomer = message.direction === 'in';
  const reopening = isFromCustomer && conversation.status !== 'open' ? reopeningOf(hub, conversation) : null;
  const update: UpdateQuery<ConversationRecord> = {
    $set: {
      changedAt: hub.now(),
      preview: previewOf(message),
      previewSeq: message.seq,
      lastAuthor: message.author.type,
      ...(isFromCustomer && { lastInboundAt: message.createdAt, waitingSince: conversation.waitingSince ?? message.createdAt }),
      ...reopening?.set,
    },
    $max: { lastMessageAt: message.createdAt },
    $inc: { rev: 1, ...(isFromCustomer && { unread: 1 }), ...(reopening && { seq: 1 }) },
    ...(reopening && { $push: { facts: reopening.fact } }),
    ...(isFromCustomer && conversation.isProactive && { $unset: { isProactive: 1 } }),
  };
  const head = await Conversation.findOneAndUpdate({ _id: conversation._id, previewSeq: { $lt: message.seq } }, update, {
    returnDocument: 'after',
  }).lean<ConversationRecord>();
  if (!head) return recountUnread(hub, conversation, message);
  if (reopening) {
    hub.step('in.reopened');
    await writeTimelineEvent(hub, head, reopening.fact, head.seq);
    tellRecorded(hub, head, reopening.fact);
  }
  return head;
}

/**
 * A later message's head was written first (by another process, or while this message waited for its repair): whether this one is
 * counted cannot be told, so all are counted anew. Exact however often it runs: a head counts only what lies above its preview.
 */
async function recountUnread(hub: Pick<Hub, 'now'>, conversation: ConversationRecord, message: MessageRecord): Promise<ConversationRecord> {
  if (message.direction === 'out') return conversation;
  for (;;) {
    const current = await Conversation.findOne({ _id: conversation._id }).lean<ConversationRecord>();
    if (!current) return conversation;
    const answered = Math.max(current.lastReply?.seq ?? 0, current.seenSeq ?? 0);
    const unread = await Message.countDocuments({
      conversationId: conversation._id,
      direction: 'in',
      kind: 'text',
      seq: { $gt: answered, $lte: current.previewSeq },
    });
    if (unread === current.unread) return current;
    const counted = await Conversation.findOneAndUpdate(
      { _id: conversation._id, rev: current.rev },
      { $set: { unread, changedAt: hub.now() }, $inc: { rev: 1 } },
      { returnDocument: 'after' },
    ).lean<ConversationRecord>();
    if (counted) return counted;
  }
}

function reopeningOf(hub: HeadTools, conversation: ConversationRecord) {
  const at = hub.now();
  const actor = systemActor(conversation.workspaceId);
  const wasSnoozed = conversation.status === 'snoozed';
  const event = { type: wasSnoozed ? 'woken' : 'reopened', data: { cause: 'message' } };
  const fact = newFact(actor, wasSnoozed ? 'conversation.woken' : 'conversation.reopened', { cause: 'message', event }, at);
  return { fact, set: { status: 'open' as const, snoozedUntil: null, closedAt: null, factsAt: at } };
}
