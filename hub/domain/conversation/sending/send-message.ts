import { randomUUID } from 'node:crypto';
import type { NewMessage } from '../../../api/customers/messages.ts';
import { authorize, type Actor } from '../../../core/actor.ts';
import type { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { randomToken, type ObjectId } from '../../../core/ids.ts';
import { isDuplicateKey } from '../../../database/insert-once.ts';
import { writeTemplate } from '../../channel/account/templates.ts';
import { Message, type MessageRecord } from '../../timeline/model.ts';
import { checkAbilities } from './check-abilities.ts';
import { getConversation } from '../get.ts';
import { Conversation, type ConversationRecord } from '../model.ts';
import { answered, attachFiles, draftMessage, outgoingId } from './outgoing.ts';
import { visibleTo } from '../policy.ts';
import { previewOf } from '../preview.ts';
import { requireMentioned } from './mentions.ts';
import { safetyNetMs } from './safety-net.ts';
import { notStale, staleReply } from './stale.ts';
import { tellRead } from '../reading/tell-read.ts';
import { tellMessage } from '../recording/tell.ts';

type SendTools = Pick<Hub, 'announcer' | 'secrets' | 'now' | 'baseUrl' | 'timelines' | 'channels' | 'wake' | 'step' | 'config' | 'log'>;

/**
 * Answers the customer (kind text: stored as queued, then sent by the worker) or writes a note. The same `clientId` twice is one
 * message. Throws reply.stale with what the author has not seen, message.*, agent.unknown (of a mention),
 * template.* and channel.ability-missing.
 */
export async function sendMessage(hub: SendTools, actor: Actor, conversationId: string, message: NewMessage): Promise<MessageRecord> {
  authorize(actor, message.kind === 'note' ? 'conversation.note' : 'conversation.reply');
  const conversation = await getConversation(actor, conversationId);
  const clientId = message.clientId ?? randomUUID();
  const [attachments, replyTo, mentions] = await Promise.all([
    attachFiles(actor, message.attachments),
    answered(conversation, message.replyTo),
    requireMentioned(actor, message.mentions ?? []),
  ]);
  const channel = message.kind === 'text' ? await checkAbilities(hub, conversation, message, attachments) : null;
  const text = channel && message.template ? await writeTemplate(hub, channel, message.template) : message.text;
  const draft = draftMessage(actor, conversation, { ...message, text }, { clientId, attachments, replyTo, mentions, at: hub.now() });
  return hub.timelines.run(conversationId, () => write(hub, actor, conversation, draft, message));
}

async function write(
  hub: SendTools,
  actor: Actor,
  conversation: ConversationRecord,
  draft: MessageRecord,
  view: NewMessage,
): Promise<MessageRecord> {
  // An author's repeat is answered before it could take a place or be held as stale against itself.
  if (view.clientId !== undefined) {
    const stored = await Message.findOne({ _id: outgoingId(conversation._id, view.clientId) }).lean<MessageRecord>();
    if (stored) return stored;
  }
  const token = randomToken(12);
  const placed = await place(hub, actor, conversation, draft, view, token);
  if (!placed) throw await explainRefusal(hub, actor, conversation, view);

  hub.step('out.placed');
  // Where it goes is where the conversation is by now: its customer may just have carried it on elsewhere.
  const { seq, channelId, chatId } = placed;
  const message: MessageRecord = { ...draft, seq, channelId, chatId };
  try {
    await Message.collection.insertOne({ ...message });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const stored = await Message.findOne({ _id: message._id }).lean<MessageRecord>();
    if (!stored) throw error;
    return stored;
  }
  hub.step('out.stored');
  if (message.kind === 'text') {
    const held =
      placed.outbound.token === token
        ? {
            token,
            version: placed.outbound.version,
            messageId: message._id.toHexString(),
            chatId: message.chatId,
            customerWroteAt: placed.lastInboundAt ?? null,
          }
        : undefined;
    hub.wake.ring('outbound', {
      channelId: placed.channelId.toHexString(),
      conversationId: placed._id.toHexString(),
      ...(held && { held }),
    });
  }
  tellMessage(hub, message, placed, message.unannounced ?? []);
  // Who answers has read what they saw. Not waited for, and left out where the customer was told already.
  if (message.kind === 'text' && answererOf(actor) && conversation.unread > 0) void tellRead(hub, placed, view.seenSeq ?? seq);
  return message;
}

/** Gives the message its place, writes the head, and, when nothing else is being sent, takes the worker's lease: one update, which the stale rule guards. */
async function place(
  hub: SendTools,
  actor: Actor,
  conversation: ConversationRecord,
  draft: MessageRecord,
  view: NewMessage,
  token: string,
) {
  const filter = { $and: [{ _id: conversation._id }, visibleTo(actor), view.kind === 'text' ? notStale(actor, view) : {}] };
  if (view.kind === 'note') {
    const calling = draft.mentions && { $addToSet: { mentions: { $each: draft.mentions } } };
    return Conversation.findOneAndUpdate(
      filter,
      { $set: { changedAt: hub.now() }, $inc: { seq: 1, rev: 1 }, ...calling },
      { returnDocument: 'after' },
    ).lean<ConversationRecord>();
  }
  const { now, config } = hub;
  const at = now();
  const nextSeq = { $add: ['$seq', 1] };
  const isFree = { $and: [{ $not: ['$outbound.dueAt'] }, { $lte: [{ $ifNull: ['$outbound.leasedUntil', new Date(0)] }, at] }] };
  const lease = new Date(at.getTime() + config.OUTBOUND_LEASE_SECONDS * 1000);
  const by = answererOf(actor);
  // What is said by itself is nobody's answer: the customer goes on waiting, and the list goes on showing the customer's words.
  const answer = by && {
    preview: { $literal: previewOf(draft) },
    previewSeq: nextSeq,
    lastAuthor: draft.author.type,
    lastMessageAt: { $max: ['$lastMessageAt', at] },
    lastReply: { seq: nextSeq, by },
    unread: 0,
    waitingSince: null,
  };
  return Conversation.findOneAndUpdate(
    filter,
    [
      {
        $set: {
          seq: nextSeq,
          rev: { $add: ['$rev', 1] },
          changedAt: at,
          ...answer,
          outbound: {
            version: { $add: [{ $ifNull: ['$outbound.version', 0] }, 1] },
            dueAt: { $cond: [{ $not: ['$outbound.dueAt'] }, new Date(at.getTime() + safetyNetMs), '$outbound.dueAt'] },
            leasedUntil: { $cond: [isFree, lease, '$outbound.leasedUntil'] },
            token: { $cond: [isFree, token, '$outbound.token'] },
          },
        },
      },
    ],
    { returnDocument: 'after', updatePipeline: true },
  ).lean<ConversationRecord>();
}

/** Who answers the customer; null for what is said by itself. */
function answererOf(actor: Actor): ObjectId | null {
  return actor.type === 'agent' ? actor.agentId : actor.type === 'token' ? actor.tokenId : null;
}

async function explainRefusal(hub: SendTools, actor: Actor, conversation: ConversationRecord, view: NewMessage): Promise<HubError> {
  const current = await getConversation(actor, conversation._id);
  return staleReply(hub, actor, current, view.seenSeq ?? 0);
}
