import type { SendRefused } from '../console.ts';
import { deliverChannel } from '../channels/deliver-channel.ts';
import type { Send } from '../desk-records.ts';
import type { DeskConversation } from '../desk-views.ts';
import { refreshCard, seedPlace } from '../cards/post-card.ts';
import { isWaitingForSomebody, type CardInput } from '../cards/render-card.ts';
import type { Parts } from '../parts.ts';
import { isRefusal } from '../refusals.ts';
import { relayChange } from '../relay/relay-change.ts';
import { relayMessage } from '../relay/relay-message.ts';
import { deliverReceipt } from '../relay/deliver-receipt.ts';
import { deleteTopic } from '../topics/delete-topic.ts';
import { deliverTopic } from '../topics/deliver-topic.ts';
import { ensureTopic, inTopic } from '../topics/in-topic.ts';
import { GrammyError } from 'grammy';
import { toSendRefused } from '../telegram/refused.ts';
import { deliverDigest } from '../queue/deliver-digest.ts';
import { deliverNotice } from './deliver-notice.ts';
import { openDelivery, type Delivery, type Spot } from './delivery.ts';
import { SendRefused as Refused } from '../console.ts';

/** Files that are still being fetched are waited for so long, so that a picture comes as a picture. */
const filesWaitMs = 20_000;
const filesAgainMs = 500;

/** Carries out one send by the state of things now; `sendAlbum` finishes an agent's album. */
export function createDeliver(parts: Parts, sendAlbum: (send: Send) => Promise<void>) {
  return async function deliver(send: Send): Promise<{ calls: number }> {
    const { delivery, calls } = openDelivery(parts, send);
    try {
      await carryOut(delivery, send, sendAlbum);
      return { calls: calls() };
    } catch (error) {
      if (isRefusal(error)) {
        parts.log.info({ code: error.code, sendId: send.id }, 'send is void: what it shows is gone');
        return { calls: calls() };
      }
      throw await onFailure(parts, send, error);
    }
  };
}

async function carryOut(delivery: Delivery, send: Send, sendAlbum: (send: Send) => Promise<void>): Promise<void> {
  if (send.kind === 'digest') return deliverDigest(delivery, send.chatId);
  if (send.kind === 'channel') return deliverChannel(delivery, send);
  if (send.kind === 'album') return sendAlbum(send);
  if (send.conversationId === null) return;
  const { desk, records } = delivery.parts;
  const conversation = await desk.conversations.get(null, send.conversationId);
  switch (send.kind) {
    case 'topic':
      return deliverTopic(delivery, send, conversation);
    case 'topic-delete':
      return deleteTopic(delivery, send, conversation);
    case 'card-edit': {
      const card = await records.cards.find(send.chatId, conversation.id);
      return card ? refreshCard(delivery, card, conversation) : undefined;
    }
    case 'card':
      return deliverCard(delivery, send, conversation);
    case 'receipt':
      return deliverReceipt(delivery, send);
    default:
      return within(delivery, send, conversation, (spot) => deliverInPlace(delivery, send, conversation, spot));
  }
}

/** A card where there is none; with a cause a new one below everything else, the old copy losing its buttons. */
async function deliverCard(delivery: Delivery, send: Send, conversation: DeskConversation): Promise<void> {
  const { records } = delivery.parts;
  if (send.inTopic) {
    await ensureTopic(delivery, send.chatId, conversation);
    return deliverTopic(delivery, send, conversation);
  }
  const old = await records.cards.find(send.chatId, conversation.id);
  const cause = causeOf(send);
  // Somebody was faster than the reminder.
  if (cause === 'waiting' && !isWaitingForSomebody(conversation)) return old ? refreshCard(delivery, old, conversation) : undefined;
  if (old && !cause) return refreshCard(delivery, old, conversation);
  if (!cause && !(await concerns(delivery, send, conversation))) return;
  await seedPlace(delivery, { chatId: send.chatId, threadId: undefined }, conversation, { cause });
  if (!old) return;
  await delivery.api.editMessageReplyMarkup(old.chatId, old.messageId).catch((error: unknown) => {
    delivery.parts.log.info({ err: error, chatId: old.chatId }, 'buttons of the old card not removed'); // they are checked on press anyway
  });
}

/** False for who was to hear of a conversation that somebody else got before: handed out by turns, it is no noise for all the others. */
async function concerns({ parts }: Delivery, { chatId, inTopic }: Send, { id, assigneeId }: DeskConversation): Promise<boolean> {
  if (inTopic || assigneeId === null) return true;
  const { agents } = await parts.desk.conversations.recipients(id);
  return agents.some((agent) => agent.chatId === chatId);
}

async function deliverInPlace(delivery: Delivery, send: Send, conversation: DeskConversation, spot: Spot): Promise<void> {
  if (send.kind === 'notice') return deliverNotice(delivery, send, conversation, spot);
  if (send.hubMessageId === null) return;
  const { desk, records, now } = delivery.parts;
  const message = await desk.messages.get(null, send.hubMessageId);
  if (send.kind === 'relay-edit') return relayChange(delivery, spot, conversation, message);

  let card = await records.cards.find(spot.chatId, conversation.id);
  if (!card && !(await concerns(delivery, send, conversation))) return;
  if (!card) {
    await seedPlace(delivery, spot, conversation, { isPinned: send.inTopic });
    card = await records.cards.find(spot.chatId, conversation.id);
  }
  if (message.deletedAt || (card && message.seq >= card.fromSeq && message.seq <= card.shownSeq)) return;
  const isComing = message.attachments.some((file) => file.state === 'pending');
  if (isComing && now().getTime() - Date.parse(message.createdAt) < filesWaitMs) {
    throw new Refused({ outcome: 'retry', retryAfterMs: filesAgainMs, isFlood: false }, 'its files are being fetched');
  }
  const links = await records.links.listByMessage(message.id);
  if (links.some((link) => link.chatId === spot.chatId && (link.kind === 'own' || link.kind === 'note'))) return;
  await relayMessage(delivery, spot, conversation, message);
}

async function within(delivery: Delivery, send: Send, conversation: DeskConversation, task: (spot: Spot) => Promise<void>): Promise<void> {
  if (send.inTopic) return inTopic(delivery, send.chatId, conversation, task);
  return task({ chatId: send.chatId, threadId: undefined });
}

function causeOf({ data }: Send): CardInput['cause'] {
  const { cause } = data;
  return cause === 'reopened' || cause === 'woken' || cause === 'assigned' || cause === 'waiting' ? cause : undefined;
}

/** Turns a failure into the pump's words; a moved group takes its records along first. */
async function onFailure(parts: Parts, send: Send, error: unknown): Promise<SendRefused> {
  const movedTo = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
  if (movedTo !== undefined) await parts.records.moveChat(send.chatId, String(movedTo));
  return toSendRefused(error, send.attempts);
}
