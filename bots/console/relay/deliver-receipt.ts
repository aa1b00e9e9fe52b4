import type { MessageView } from '../../../hub/api/customers/messages.ts';
import type { MessageLink, Send } from '../desk-records.ts';
import { pressButton, type Keyboard } from '../cards/keyboard.ts';
import type { Translate } from '../console.ts';
import { inThread, type Delivery } from '../sending/delivery.ts';
import { readRefusal } from '../telegram/refused.ts';

/** Reactions bots may set: what became of the agent's message. */
const signs = { queued: '👀', sending: '👀', sent: '👌', delivered: '👍', read: '👍', failed: '👎', unknown: '🤔' } as const;
const noteSign = '✍';

/** How often a conversation is told that what is said in it waits for its channel, in milliseconds. */
const waitNoticeMs = 3_600_000;

/** Shows on the agent's own messages what became of them: a reaction; words only when it failed, or waits for people. */
export async function deliverReceipt(delivery: Delivery, send: Send): Promise<void> {
  if (send.hubMessageId === null) return;
  const { desk, records } = delivery.parts;
  const message = await desk.messages.get(null, send.hubMessageId);
  const links = (await records.links.listByMessage(message.id)).filter((link) => link.chatId === send.chatId);
  const own = links.find((link) => link.kind === 'own' || link.kind === 'note');
  if (!own) return;
  await react(delivery, own, message.kind === 'note' ? noteSign : signs[message.delivery?.state ?? 'queued']);
  const state = message.delivery?.state;
  const notice = links.find((link) => link.kind === 'notice');
  if (state === 'queued' && message.delivery?.reason === 'auth-expired') return tellWaiting(delivery, own, message);
  if ((state === 'failed' || state === 'unknown') && !notice) await tellFailure(delivery, own, message);
}

async function react(
  { api, parts }: Delivery,
  link: MessageLink,
  emoji: (typeof signs)[keyof typeof signs] | typeof noteSign,
): Promise<void> {
  try {
    await api.setMessageReaction(link.chatId, link.messageId, [{ type: 'emoji', emoji }]);
  } catch (error) {
    const refusal = readRefusal(error);
    if (refusal === 'flood' || refusal === 'gone' || refusal === 'away') throw error;
    parts.log.info({ err: error, chatId: link.chatId }, 'receipt not shown'); // the message is gone, or the group forbids reactions
  }
}

async function tellWaiting({ api, parts, t }: Delivery, { chatId, threadId, messageId }: MessageLink, message: MessageView): Promise<void> {
  if (!(await parts.records.allowOnce(`waits:${message.conversationId}:${chatId}`, waitNoticeMs))) return;
  await api.sendMessage(chatId, t('failure.waits'), {
    ...inThread({ chatId, threadId }),
    reply_parameters: { message_id: messageId, allow_sending_without_reply: true },
  });
}

async function tellFailure({ api, parts, t }: Delivery, own: MessageLink, message: MessageView): Promise<void> {
  const sent = await api.sendMessage(own.chatId, failureText(t, message), {
    ...inThread({ chatId: own.chatId, threadId: own.threadId }),
    reply_parameters: { message_id: own.messageId, allow_sending_without_reply: true },
    reply_markup: { inline_keyboard: failureButtons(t, message) },
  });
  await parts.records.links.add([{ ...own, messageId: sent.message_id, part: 0, kind: 'notice' }]);
}

/** Why a message did not reach the customer, in plain words, with the provider's own behind. */
export function failureText(t: Translate, { delivery }: MessageView): string {
  const key = `failure.${delivery?.reason ?? 'other'}`;
  const words = t(key);
  const reason = words === key ? t('failure.other') : words;
  const head = delivery?.state === 'unknown' ? t('failure.unknown') : t('failure.head', { reason });
  return delivery?.detail ? `${head}\n${delivery.detail}` : head;
}

function failureButtons(t: Translate, message: MessageView): Keyboard {
  return [[pressButton(t('button.retry'), 'retry', message.id), pressButton(t('button.close'), 'close', message.conversationId)]];
}
