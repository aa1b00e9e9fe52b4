import type { InlineKeyboardButton } from 'grammy/types';
import type { Translate } from '../console.ts';
import type { DeskConversation } from '../desk-views.ts';
import { formatPress, type Verb } from './callback-data.ts';

/** Rows of buttons under a message. */
export type Keyboard = InlineKeyboardButton[][];

/** A button that does something with a record. */
export function pressButton(text: string, verb: Verb, id: string, arg: string | number = ''): InlineKeyboardButton {
  return { text, callback_data: formatPress(verb, id, arg) };
}

/** The card's buttons for its state: the same for everybody who sees the copy. */
export function cardKeyboard(t: Translate, conversation: DeskConversation): Keyboard {
  const { id } = conversation;
  const web = webRow(t, conversation);
  if (conversation.status === 'closed')
    return [[pressButton(t('button.reopen'), 'reopen', id), pressButton(t('button.history'), 'history', id)], ...web];
  const first = conversation.assigneeId
    ? [pressButton(t('button.release'), 'release', id), pressButton(t('button.transfer'), 'assignMenu', id)]
    : [pressButton(t('button.take'), 'take', id), pressButton(t('button.assign'), 'assignMenu', id)];
  const rest =
    conversation.status === 'snoozed' ? pressButton(t('button.wake'), 'reopen', id) : pressButton(t('button.snooze'), 'snoozeMenu', id);
  return [
    [...first, rest],
    [
      pressButton(t('button.replies'), 'quickReplyMenu', id),
      pressButton(t('button.note'), 'note', id),
      pressButton(t('button.close'), 'close', id),
    ],
    ...web,
  ];
}

/** Whether Telegram takes this address in a button: it refuses hosts without a dot, such as localhost. */
export function isButtonUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' && hostname.includes('.');
}

function webRow(t: Translate, { adminUrl }: DeskConversation): Keyboard {
  return adminUrl && isButtonUrl(adminUrl) ? [[{ text: t('button.web'), url: adminUrl }]] : [];
}

/** Buttons in rows of so many. */
export function rows(buttons: InlineKeyboardButton[], perRow: number): Keyboard {
  return Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, row) => buttons.slice(row * perRow, (row + 1) * perRow));
}

/** Previous and next of a paged list; empty when one page is enough. `format` gives the data of a page. */
export function pageRow(page: number, pageSize: number, total: number, format: (page: number) => string): Keyboard {
  const buttons: InlineKeyboardButton[] = [];
  if (page > 0) buttons.push({ text: '‹', callback_data: format(page - 1) });
  if ((page + 1) * pageSize < total) buttons.push({ text: '›', callback_data: format(page + 1) });
  return buttons.length > 0 ? [buttons] : [];
}
