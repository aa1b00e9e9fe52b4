import { z } from 'zod';
import { timelineEventType } from '../../../api/customers/messages.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { ObjectId } from '../../../core/ids.ts';
import { insertOnce } from '../../../database/insert-once.ts';
import { naturalId } from '../../../database/natural-id.ts';
import { Message, type MessageRecord } from '../../timeline/model.ts';
import { Conversation, type ConversationRecord, type RecordedFact } from '../model.ts';

const eventShape = z.object({ type: timelineEventType, data: z.record(z.string(), z.unknown()) });

/** Writes the timeline's line of a recorded fact, once: its id is the fact's. Facts the timeline leaves out write nothing. */
export async function writeTimelineEvent(
  hub: Pick<Hub, 'now'>,
  conversation: ConversationRecord,
  fact: RecordedFact,
  seq: number,
): Promise<void> {
  const event = eventShape.safeParse(fact.data['event']);
  if (!event.success) return;
  await insertOnce(Message, eventMessage(hub, conversation, fact, event.data, seq));
}

/** The same after a crash: takes a new place in the order, as the one it was given may have been lost with the process. */
export async function rewriteTimelineEvent(hub: Pick<Hub, 'now'>, conversation: ConversationRecord, fact: RecordedFact): Promise<void> {
  if (!eventShape.safeParse(fact.data['event']).success) return;
  if (await Message.exists({ _id: eventId(conversation, fact) })) return;
  const moved = await Conversation.findOneAndUpdate(
    { _id: conversation._id },
    { $inc: { seq: 1 } },
    { returnDocument: 'after' },
  ).lean<ConversationRecord>();
  if (moved) await writeTimelineEvent(hub, moved, fact, moved.seq);
}

function eventId(conversation: ConversationRecord, fact: RecordedFact): ObjectId {
  return timelineEventId(conversation._id.toHexString(), fact.id);
}

/** The `_id` of the timeline's line of a fact. */
export function timelineEventId(conversationId: string, factId: string): ObjectId {
  return naturalId('timeline-event', conversationId, factId);
}

function eventMessage(
  hub: Pick<Hub, 'now'>,
  conversation: ConversationRecord,
  fact: RecordedFact,
  event: z.infer<typeof eventShape>,
  seq: number,
): MessageRecord {
  const { actor, at } = fact;
  const authorType = actor.type === 'agent' || actor.type === 'contact' ? actor.type : actor.type === 'workflow' ? 'bot' : 'system';
  return {
    _id: eventId(conversation, fact),
    workspaceId: conversation.workspaceId,
    conversationId: conversation._id,
    channelId: conversation.channelId,
    chatId: conversation.chatId,
    seq,
    rev: 1,
    direction: authorType === 'contact' ? 'in' : 'out',
    kind: 'event',
    author: { type: authorType, id: actor.id ? new ObjectId(actor.id) : null, name: actor.name },
    text: '',
    format: 'plain',
    attachments: [],
    externalId: null,
    clientId: null,
    parts: [],
    sentAt: at,
    createdAt: hub.now(),
    updatedAt: hub.now(),
    revisions: [],
    reactions: [],
    event,
    terms: [],
  };
}
