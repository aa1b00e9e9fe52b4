import type { Button } from '../../contract/content.ts';
import { placeKey, pressKey } from '../../kit/press-key.ts';
import { listRows, maxUrlTitleLength, replyButtons } from '../limits.ts';

type ReplyButton = Extract<Button, { payload: string }>;
type UrlButton = Extract<Button, { url: string }>;

/** How the buttons of a message go out: as one of WhatsApp's interactive forms, and what of them must be said in words above it. */
export interface ButtonPlan {
  /** Lines that follow the text: addresses, and choices that fit no form. */
  lines: string[];
  /** What the interactive message is made of beside its body; undefined where all is said in words. */
  form?: { type: 'button' | 'list' | 'cta_url'; action: object };
}

/** On the button that opens a list. A sign, since the channel does not know the customer's language. */
const listLabel = '☰';

/** Up to three choices are buttons, up to ten a list, more are numbered lines; one address alone is a button, beside others a line. */
export function planButtons(buttons: readonly Button[], messageId: string): ButtonPlan {
  const replies = buttons.flatMap((button, index) => ('payload' in button ? [{ button, index }] : []));
  const urls = buttons.flatMap((button) => ('url' in button ? [button] : []));
  const [only] = urls;
  if (only && urls.length === 1 && replies.length === 0 && /^https?:/i.test(only.url)) return { lines: [], form: urlForm(only) };
  const lines = urls.map(({ title, url }) => `${title}: ${url}`);
  if (replies.length === 0) return { lines };
  const ids = uniqueIds(replies, messageId, replies.length <= replyButtons.max ? replyButtons.idLength : listRows.idLength);
  const titles = replies.map(({ button }) => button.title);
  if (replies.length <= replyButtons.max && titles.every((title) => title.length <= replyButtons.titleLength) && areDifferent(titles)) {
    const made = replies.map(({ button }, place) => ({ type: 'reply', reply: { id: ids[place], title: button.title } }));
    return { lines, form: { type: 'button', action: { buttons: made } } };
  }
  const rows = replies.map(({ button }, place) => toRow(button, ids[place] ?? ''));
  if (rows.length <= listRows.max && areDifferent(rows.map(({ title }) => title))) {
    return { lines, form: { type: 'list', action: { button: listLabel, sections: [{ rows }] } } };
  }
  return { lines: [...titles.map((title, place) => `${place + 1}. ${title}`), ...lines] };
}

function urlForm({ title, url }: UrlButton): NonNullable<ButtonPlan['form']> {
  return { type: 'cta_url', action: { name: 'cta_url', parameters: { display_text: cut(title, maxUrlTitleLength), url } } };
}

/** A row shows a title that is too long in full below. */
function toRow({ title }: ReplyButton, id: string): { id: string; title: string; description?: string } {
  const short = cut(title, listRows.titleLength);
  return { id, title: short, ...(short !== title && { description: title }) };
}

/** WhatsApp wants ids that differ: a payload that stands twice is told apart by its place. */
function uniqueIds(replies: readonly { button: ReplyButton; index: number }[], messageId: string, maxBytes: number): string[] {
  const seen = new Set<string>();
  return replies.map(({ button, index }) => {
    const own = pressKey(button.payload, index, messageId, maxBytes);
    const id = seen.has(own) ? placeKey(index, messageId) : own;
    seen.add(id);
    return id;
  });
}

function areDifferent(titles: readonly string[]): boolean {
  return new Set(titles).size === titles.length;
}

/** Never within a surrogate pair. */
function cut(title: string, length: number): string {
  if (title.length <= length) return title;
  return `${title.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
