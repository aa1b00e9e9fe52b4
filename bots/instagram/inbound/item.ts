import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { InboundEvent, InboundMessage, Sender } from '../../contract/inbound.ts';
import { delivery, message, messageEdit, postback, reaction, read } from './envelope.ts';
import type { MessagingItem } from './envelope.ts';
import { parseMessage } from './message.ts';
import { emptyContent, referralOf } from './content.ts';
import { toMoment } from './time.ts';

/** Whose event it is, and when it was. */
export interface Occasion {
  accountId: string;
  at: Date;
}

/** Of everything else that Instagram tells nobody need know: who holds a conversation, opt-ins, links that were followed without a word. */
const idle = [
  'referral',
  'optin',
  'pass_thread_control',
  'take_thread_control',
  'request_thread_control',
  'app_roles',
  'policy_enforcement',
  'account_linking',
  'messaging_feedback',
];

const echo = z.looseObject({ is_echo: z.literal(true) });

/** One event of a webhook, in the contract's words. Throws when it can't be read. */
export function parseItem(item: MessagingItem, { accountId, at }: Occasion): InboundEvent[] {
  // An account may go by another of its ids, such as its page's.
  const isOurs = item.sender.id === accountId || echo.safeParse(item['message']).success;
  const chatId = isOurs ? item.recipient.id : item.sender.id;
  // Of an echo it is the customer as well, since it may be what opens the conversation with them.
  const common = { chatId, at, sender: toSender(chatId), isOurs };
  if (item['message'] !== undefined) return [parseMessage(message.parse(item['message']), common)];
  if (item['message_edit'] !== undefined) return parseEdit(messageEdit.parse(item['message_edit']), common);
  if (item['postback'] !== undefined) return [parsePostback(postback.parse(item['postback']), common)];
  if (item['reaction'] !== undefined) return parseReaction(reaction.parse(item['reaction']), common);
  if (item['read'] !== undefined) {
    const { mid, watermark } = read.parse(item['read']);
    if (isOurs || (mid === undefined && watermark === undefined)) return [];
    const mark = mid === undefined ? { upToTime: toMoment(watermark, () => at) } : { upTo: mid };
    return [{ type: 'receipt', chatId, externalIds: [], ...mark, state: 'read', at }];
  }
  if (item['delivery'] !== undefined) {
    const { mids } = delivery.parse(item['delivery']);
    return mids.length === 0 ? [] : [{ type: 'receipt', chatId, externalIds: mids, state: 'delivered', at }];
  }
  if (idle.some((name) => item[name] !== undefined)) return [];
  throw new Error(`an event of a kind nobody knows: ${kindOf(item)}`);
}

/** What every event of a conversation has. */
export interface ItemContext {
  chatId: string;
  at: Date;
  sender: Sender;
  /** The account itself did it. */
  isOurs: boolean;
}

/** Webhooks tell no names: the profile does, once it was asked for. */
function toSender(id: string): Sender {
  return { externalId: id, name: `Instagram ${id.slice(-6)}`, isNameMade: true };
}

/** A first "edit" is a message that came without its own event, as some apps get them. */
function parseEdit(
  { mid, text, num_edit: count }: { mid: string; text: string; num_edit?: number | undefined },
  context: ItemContext,
): InboundEvent[] {
  const { chatId, at, isOurs } = context;
  if (count === 0) return text === '' ? [] : [parseMessage({ mid, text, ...(isOurs && { is_echo: true }) }, context)];
  return [{ type: 'edit', chatId, externalId: mid, editedAt: at, content: { ...emptyContent, text } }];
}

function parsePostback(
  { mid, title, payload, referral }: ReturnType<typeof postback.parse>,
  { chatId, at, sender }: ItemContext,
): InboundMessage {
  const words = title ?? payload ?? '';
  const own = createHash('sha256').update(`${chatId}:${at.getTime()}:${words}`).digest('hex').slice(0, 24);
  return {
    type: 'message',
    chatId,
    externalId: mid ?? `postback:${own}`,
    sender,
    sentAt: at,
    content: {
      ...emptyContent,
      text: words,
      choice: { payload: payload ?? words, title: words },
      ...(referral && { referral: referralOf(referral) }),
    },
  };
}

/** Words that stand for the emoji Instagram offers first. */
const words: Record<string, string> = { love: '❤', laugh: '😆', haha: '😆', wow: '😮', sad: '😢', angry: '😠', like: '👍' };

function parseReaction(
  { mid, action, reaction: word, emoji }: ReturnType<typeof reaction.parse>,
  { chatId, at, sender, isOurs }: ItemContext,
): InboundEvent[] {
  if (isOurs) return [];
  const shown = emoji ?? (word === undefined ? undefined : words[word]) ?? '❤';
  return [{ type: 'reaction', chatId, externalId: mid, sender, emojis: action === 'unreact' ? [] : [shown], at }];
}

function kindOf(item: MessagingItem): string {
  const names = Object.keys(item).filter((name) => item[name] !== undefined && !['sender', 'recipient', 'timestamp'].includes(name));
  return names.join(', ').slice(0, 100) || 'none';
}
