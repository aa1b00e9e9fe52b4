import type { MessageView } from '../../../hub/api/customers/messages.ts';
import type { CardRecord } from '../desk-records.ts';
import type { DeskConversation } from '../desk-views.ts';
import { relayMessage } from '../relay/relay-message.ts';
import { inThread, noPreview, type Delivery, type Spot } from '../sending/delivery.ts';
import { readRefusal } from '../telegram/refused.ts';
import { isShownInFull, previewLength, renderCard, type CardInput } from './render-card.ts';

/** How many messages of the past a new place gets to see. */
const seededMessages = 10;

interface CardOptions {
  isPinned?: boolean;
  cause?: CardInput['cause'];
}

/** Posts a conversation's card and, below it, those of its last messages that neither the card nor this chat shows yet. */
export async function seedPlace(delivery: Delivery, spot: Spot, conversation: DeskConversation, options: CardOptions = {}): Promise<void> {
  const { desk, records } = delivery.parts;
  const history = await desk.conversations.history(null, conversation.id, { limit: seededMessages });
  const card = await postCard(delivery, spot, conversation, waitingMessages(history), options);
  for (const message of history) {
    const isOnCard = message.seq >= card.fromSeq && message.seq <= card.shownSeq;
    if (isOnCard || message.kind === 'event' || message.deletedAt) continue;
    const links = await records.links.listByMessage(message.id);
    const isHere = links.some((link) => link.chatId === spot.chatId && link.kind !== 'notice');
    if (!isHere) await relayMessage(delivery, spot, conversation, message);
  }
}

/** Draws a card's copy anew; no call when nothing that is seen changed. A copy that is gone is forgotten. */
export async function refreshCard(delivery: Delivery, card: CardRecord, conversation: DeskConversation): Promise<void> {
  const { desk, records } = delivery.parts;
  const { isNobodyOnDuty } = await desk.conversations.recipients(conversation.id);
  const limit = Math.min(50, card.shownSeq - card.fromSeq + 1);
  const shown = limit > 0 ? await desk.conversations.history(null, conversation.id, { limit, fromSeq: card.fromSeq }) : [];
  const rendered = render(
    delivery,
    conversation,
    shown.filter(isCustomers).filter(({ seq }) => seq <= card.shownSeq),
    {},
    isNobodyOnDuty,
  );
  if (rendered.hash === card.renderedHash) return;
  try {
    await delivery.api.editMessageText(card.chatId, card.messageId, rendered.text, {
      entities: rendered.entities,
      reply_markup: rendered.keyboard,
      ...noPreview,
    });
  } catch (error) {
    const refusal = readRefusal(error);
    if (refusal === 'message-lost' || refusal === 'topic-lost') return records.cards.remove(card.chatId, conversation.id);
    if (refusal !== 'not-modified') throw error;
  }
  await records.cards.put({ ...card, renderedHash: rendered.hash });
}

async function postCard(
  delivery: Delivery,
  spot: Spot,
  conversation: DeskConversation,
  waiting: MessageView[],
  options: CardOptions,
): Promise<CardRecord> {
  const { desk, records } = delivery.parts;
  const { isNobodyOnDuty } = await desk.conversations.recipients(conversation.id);
  const rendered = render(delivery, conversation, waiting, options, isNobodyOnDuty);
  const sent = await delivery.api.sendMessage(spot.chatId, rendered.text, {
    ...inThread(spot),
    entities: rendered.entities,
    reply_markup: rendered.keyboard,
    disable_notification: delivery.isSilent,
    ...noPreview,
  });
  const { fromSeq, shownSeq } = shownRange(waiting, conversation.seq);
  const thread = spot.threadId === undefined ? {} : { threadId: spot.threadId };
  const place = { chatId: spot.chatId, messageId: sent.message_id, conversationId: conversation.id, ...thread };
  const card = { ...place, fromSeq, shownSeq, renderedHash: rendered.hash };
  await records.links.add([{ ...place, hubMessageId: null, seq: shownSeq, part: 0, kind: 'card' }]);
  await records.cards.put(card);
  if (options.isPinned) await pin(delivery, spot.chatId, sent.message_id);
  return card;
}

function render(
  delivery: Delivery,
  conversation: DeskConversation,
  messages: MessageView[],
  { cause }: CardOptions,
  isNobodyOnDuty: boolean,
) {
  const { t, timeZone, language } = delivery;
  return renderCard(t, { conversation, messages, cause, isNobodyOnDuty, timeZone, language, now: delivery.parts.now() });
}

/** The customer's messages since the last answer. */
function waitingMessages(history: MessageView[]): MessageView[] {
  const answeredAt = history.findLastIndex((message) => message.direction === 'out' && message.kind === 'text');
  return history.slice(answeredAt + 1).filter(isCustomers);
}

function isCustomers(message: MessageView): boolean {
  return message.direction === 'in' && message.kind === 'text';
}

/** Which of them the card says in full, from the first on; the others follow as messages of their own. */
function shownRange(waiting: MessageView[], seq: number): { fromSeq: number; shownSeq: number } {
  const first = waiting[0];
  if (!first) return { fromSeq: seq + 1, shownSeq: seq };
  let length = 0;
  let shownSeq = first.seq - 1;
  for (const message of waiting) {
    length += message.text.length + 1;
    if (!isShownInFull(message) || length > previewLength) break;
    shownSeq = message.seq;
  }
  return { fromSeq: first.seq, shownSeq };
}

async function pin(delivery: Delivery, chatId: string, messageId: number): Promise<void> {
  try {
    await delivery.api.pinChatMessage(chatId, messageId, { disable_notification: true });
  } catch (error) {
    delivery.parts.log.info({ err: error, chatId }, 'card not pinned'); // without the right to pin the card is still the first message
  }
}
