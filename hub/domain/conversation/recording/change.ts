import type { QueryFilter, UpdateQuery } from 'mongoose';
import type { TimelineEventType } from '../../../api/customers/messages.ts';
import type { Actor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { toObjectId, type ObjectId } from '../../../core/ids.ts';
import { newFact } from './announcer.ts';
import { Conversation, type ConversationRecord } from '../model.ts';
import { visibleTo } from '../policy.ts';
import { tellRecorded, type ConversationFact } from './tell.ts';
import { writeTimelineEvent } from './timeline-event.ts';

export type ChangeTools = Pick<Hub, 'announcer' | 'secrets' | 'now' | 'baseUrl' | 'timelines' | 'step'>;

interface Change {
  conversationId: string | ObjectId;
  /** What must hold for the change to happen, beside the actor's visibility. */
  where: QueryFilter<ConversationRecord>;
  set: UpdateQuery<ConversationRecord>['$set'];
  fact: { type: ConversationFact; data: Record<string, unknown> };
  /** How the timeline tells it; null for what the timeline leaves out. */
  event: { type: TimelineEventType; data: Record<string, unknown> } | null;
}

/**
 * Changes a conversation and records the fact in one update, then writes the timeline's line and announces. Null when `where` did
 * not hold, or the actor may not see it. After a crash in between, the sweep finishes from the recorded fact.
 */
export async function changeConversation(hub: ChangeTools, actor: Actor, change: Change): Promise<ConversationRecord | null> {
  const { conversationId, where, set, event } = change;
  return hub.timelines.run(String(conversationId), async () => {
    const at = hub.now();
    const fact = newFact(actor, change.fact.type, { ...change.fact.data, ...(event && { event }) }, at);
    const seen = set?.['unread'] === 0 ? { seenSeq: await lastPlace(conversationId) } : {};
    const changed = await Conversation.findOneAndUpdate(
      { $and: [{ _id: toObjectId(conversationId) }, visibleTo(actor), where] },
      { $set: { ...set, ...seen, factsAt: at, changedAt: at }, $inc: { rev: 1, ...(event && { seq: 1 }) }, $push: { facts: fact } },
      { returnDocument: 'after' },
    ).lean<ConversationRecord>();
    if (!changed) return null;

    hub.step('change.recorded');
    if (event) await writeTimelineEvent(hub, changed, fact, changed.seq);
    hub.step('change.written');
    tellRecorded(hub, changed, fact);
    return changed;
  });
}

/** What is marked as seen reaches up to here; kept, so that the unread can be counted anew. */
async function lastPlace(conversationId: string | ObjectId): Promise<number> {
  const found = await Conversation.findOne({ _id: toObjectId(conversationId) })
    .select({ seq: 1 })
    .lean<{ seq: number }>();
  return found?.seq ?? 0;
}
