import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { refreshPreview } from '../domain/conversation/refresh-preview.ts';
import { rewriteTimelineEvent } from '../domain/conversation/recording/timeline-event.ts';
import { tellMessage, tellRecorded } from '../domain/conversation/recording/tell.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';
import { writeHead } from '../inbound/head.ts';
import type { Hub } from '../core/parts/hub.ts';

type Tools = Pick<Hub, 'now' | 'announcer' | 'secrets' | 'baseUrl' | 'timelines' | 'wake' | 'step'>;

/** What is younger is probably being announced at this moment. */
const settledAfterMs = 3000;
const atOnce = 200;

/**
 * Announces what a crash, or a listener that failed, left unannounced, after putting right what the same crash left half done:
 * the conversation's head, the timeline's line, the ring for the worker. Everything here may run twice.
 */
export async function announceAgain(hub: Tools): Promise<void> {
  const before = new Date(hub.now().getTime() - settledAfterMs);
  const conversations = await Conversation.find({ factsAt: { $lte: before } })
    .sort({ factsAt: 1 })
    .limit(atOnce)
    .lean<ConversationRecord[]>();
  for (const conversation of conversations) await hub.timelines.run(conversation._id.toHexString(), () => tellFactsOf(hub, conversation));
  const messages = await Message.find({ unannouncedAt: { $lte: before } })
    .sort({ unannouncedAt: 1 })
    .limit(atOnce)
    .lean<MessageRecord[]>();
  for (const message of messages) await hub.timelines.run(message.conversationId.toHexString(), () => tellAgain(hub, message));
}

async function tellFactsOf(hub: Tools, conversation: ConversationRecord): Promise<void> {
  // All of them were told and cleared; only the mark was left behind.
  if (conversation.facts.length === 0) {
    await Conversation.updateOne({ _id: conversation._id, facts: { $size: 0 } }, { $unset: { factsAt: 1 } });
    return;
  }
  for (const fact of conversation.facts) {
    await rewriteTimelineEvent(hub, conversation, fact);
    tellRecorded(hub, conversation, fact);
  }
}

async function tellAgain(hub: Tools, found: MessageRecord): Promise<void> {
  const conversation = await Conversation.findOne({ _id: found.conversationId }).lean<ConversationRecord>();
  if (!conversation) return;
  const isArrivalByWebhook = found.unannounced?.includes('received') ?? false;
  const head = isArrivalByWebhook ? await writeHead(hub, conversation, found) : conversation;
  // Whoever changed it since it was found met no head of it that could be changed, too.
  const message = await Message.findOne({ _id: found._id }).lean<MessageRecord>();
  if (!message) return;
  const shown = await refreshPreview(head, message);
  if (message.unannounced && message.unannounced.length > 0) tellMessage(hub, message, shown, message.unannounced);
}
