import { createHash } from 'node:crypto';
import type { InlineKeyboardMarkup } from 'grammy/types';
import type { MessageView } from '../../../hub/api/customers/messages.ts';
import type { Translate } from '../console.ts';
import type { DeskConversation } from '../desk-views.ts';
import { describeDuration } from '../refusals.ts';
import { cut, join, lines, style, textLink, type Styled } from '../telegram/entities.ts';
import { describeContent, describeEdited } from './describe-message.ts';
import { cardKeyboard, isButtonUrl } from './keyboard.ts';

/** What a card is drawn from. Rendering is pure: the same input gives the same card. */
export interface CardInput {
  conversation: DeskConversation;
  /** The customer's messages the card shows. */
  messages: MessageView[];
  /** Why a new card came: shown as its first line. */
  cause?: 'reopened' | 'woken' | 'assigned' | 'waiting' | undefined;
  /** With the cause `waiting`: the moment the card says for how long. */
  now?: Date;
  isNobodyOnDuty: boolean;
  timeZone: string;
  language: string;
}

/** A card as Telegram takes it. */
export interface RenderedCard extends Styled {
  keyboard: InlineKeyboardMarkup;
  /** Changes when anything that is seen changes. */
  hash: string;
}

/** How many characters of the customer's words a card shows. */
export const previewLength = 300;

/** Draws the card of a conversation. */
export function renderCard(t: Translate, input: CardInput): RenderedCard {
  const { conversation } = input;
  const name = style('bold', conversation.contact.name);
  const handle = conversation.contactUsername ? ` @${conversation.contactUsername}` : '';
  const styled = lines(
    causeLine(t, input),
    headLine(conversation),
    join(name, handle),
    previewOf(t, input.messages),
    ...detailLines(t, input),
    input.isNobodyOnDuty && !conversation.assigneeId ? t('card.nobody-on-duty') : null,
    conversation.isContactBlocked ? t('card.contact-blocked') : null,
    conversation.unreachable ? t('card.unreachable') : null,
    statusLine(t, input),
    conversation.adminUrl && !isButtonUrl(conversation.adminUrl) ? textLink(t('button.web'), conversation.adminUrl) : null,
  );
  const keyboard = { inline_keyboard: cardKeyboard(t, conversation) };
  const hash = createHash('sha256')
    .update(JSON.stringify([styled, keyboard]))
    .digest('base64url')
    .slice(0, 22);
  return { ...styled, keyboard, hash };
}

function causeLine(t: Translate, { cause, conversation, now }: CardInput): Styled | null {
  if (!cause) return null;
  if (cause !== 'waiting') return style('italic', t(`card.cause.${cause}`));
  return style('bold', t('card.cause.waiting', { time: describeWait(t, conversation, now ?? new Date(0)) }));
}

/** True for an open conversation whose customer waits and that nobody has. */
export function isWaitingForSomebody({ status, assigneeId, waitingSince }: DeskConversation): boolean {
  return status === 'open' && assigneeId === null && waitingSince !== null;
}

/** How long the customer has been waiting for an answer, in words. */
export function describeWait(t: Translate, { waitingSince }: DeskConversation, now: Date): string {
  return describeDuration(t, waitingSince ? now.getTime() - Date.parse(waitingSince) : 0);
}

/** The sign of a conversation's state: unassigned, waiting for us, answered, put aside, closed. */
export function statusEmoji(conversation: DeskConversation): string {
  if (conversation.status === 'closed') return '⚪️';
  if (conversation.status === 'snoozed') return '💤';
  if (!conversation.assigneeId) return '🔴';
  return conversation.waitingSince ? '🟠' : '🟢';
}

function headLine(conversation: DeskConversation): Styled {
  const language = conversation.contactLanguage ? ` · ${conversation.contactLanguage}` : '';
  return join(`${statusEmoji(conversation)} `, style('bold', `#${conversation.number}`), ` · ${conversation.channelName}${language}`);
}

/** True when the card's preview says all that the message says. */
export function isShownInFull(message: MessageView): boolean {
  return message.attachments.length === 0 && !message.location && !message.contacts?.length && message.text.length <= previewLength;
}

function previewOf(t: Translate, messages: MessageView[]): Styled | null {
  const shown = messages.map((message) => describeEdited(t, message, describeContent(t, message)));
  return shown.length > 0 ? cut(lines(...shown), previewLength + 100) : null;
}

function detailLines(t: Translate, { conversation, messages }: CardInput): (string | null)[] {
  const files = messages.reduce((sum, message) => sum + message.attachments.length, 0);
  return [
    files > 0 ? t('card.files', { count: files }) : null,
    conversation.departmentName ? t('card.department', { name: conversation.departmentName }) : null,
    conversation.tags.length > 0 ? conversation.tags.map((tag) => `#${tag.replaceAll(/\s+/g, '_')}`).join(' ') : null,
    conversation.priority === 'high' || conversation.priority === 'urgent' ? t(`card.priority.${conversation.priority}`) : null,
  ];
}

function statusLine(t: Translate, { conversation, timeZone, language }: CardInput): string {
  const at = (moment: string) => formatMoment(new Date(moment), timeZone, language);
  if (conversation.status === 'closed') return t('card.closed');
  if (conversation.status === 'snoozed') {
    return conversation.snoozedUntil ? t('card.snoozed', { until: at(conversation.snoozedUntil) }) : t('card.snoozed-until-reply');
  }
  const owner = conversation.assigneeName ? t('card.taken', { name: conversation.assigneeName }) : t('card.unassigned');
  const waiting = conversation.waitingSince ? ` · ${t('card.waiting', { since: at(conversation.waitingSince) })}` : '';
  const due = conversation.dueAt ? ` · ${t('card.due', { at: at(conversation.dueAt) })}` : '';
  return `${owner}${waiting}${due}`;
}

/** A moment in a person's zone and language: day, month, hour and minute. */
export function formatMoment(moment: Date, timeZone: string, language: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone,
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(moment);
}

/** One line of a list: state, number, name, preview, how long the customer waits. */
export function renderListLine(t: Translate, conversation: DeskConversation, now: Date): Styled {
  const waits = conversation.waitingSince ? ` · ⏳ ${describeDuration(t, now.getTime() - Date.parse(conversation.waitingSince))}` : '';
  return lines(
    join(`${statusEmoji(conversation)} `, style('bold', `#${conversation.number}`), ` ${conversation.contact.name}${waits}`),
    cut({ text: conversation.preview.replaceAll('\n', ' '), entities: [] }, 80),
  );
}
