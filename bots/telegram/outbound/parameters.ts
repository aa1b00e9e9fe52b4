import type { Button } from '../../contract/content.ts';
import { ChannelError } from '../../contract/error.ts';
import type { OutboundMessage } from '../../contract/outbound.ts';
import type { Mark, RichText } from '../../contract/rich-text-marks.ts';
import { pressKey } from '../../kit/press-key.ts';
import { maxCallbackBytes } from '../limits.ts';

const entityTypes: Record<Mark['type'], string> = {
  bold: 'bold',
  italic: 'italic',
  strike: 'strikethrough',
  code: 'code',
  pre: 'pre',
  quote: 'blockquote',
  link: 'text_link',
};

/** Marks as Telegram's entities: never its parse modes, in which a customer's or an agent's signs could be read as marks. */
export function toEntities({ marks }: RichText): object[] {
  return marks
    .filter(({ type, url }) => type !== 'link' || /^https?:/i.test(url ?? ''))
    .map(({ type, offset, length, url }) => ({ type: entityTypes[type], offset, length, ...(type === 'link' && { url }) }));
}

/** An address that Telegram takes no link for (mailto, tel) is written out behind its words, unless they are the address. */
export function spellOutLinks(rich: RichText): RichText {
  const hidden = rich.marks.filter(({ type, url }) => type === 'link' && url !== undefined && !/^https?:/i.test(url));
  return hidden.toReversed().reduce((spelled, mark) => {
    const address = (mark.url ?? '').replace(/^\w+:/, '');
    const end = mark.offset + mark.length;
    if (spelled.text.slice(mark.offset, end).includes(address)) return spelled;
    const added = ` (${address})`;
    const marks = spelled.marks.map((one) => {
      if (one.offset >= end) return { ...one, offset: one.offset + added.length };
      return one.offset + one.length > end || one.type === 'quote' ? { ...one, length: one.length + added.length } : one;
    });
    return { text: spelled.text.slice(0, end) + added + spelled.text.slice(end), marks };
  }, rich);
}

/** The keyboard under a message, a row per button; an empty object when there is none. */
export function keyboardOf({ buttons, messageId }: OutboundMessage): { reply_markup?: object } {
  if (!buttons || buttons.length === 0) return {};
  return { reply_markup: { inline_keyboard: buttons.map((button, index) => [toKey(button, index, messageId)]) } };
}

function toKey(button: Button, index: number, messageId: string): object {
  if ('payload' in button) return { text: button.title, callback_data: pressKey(button.payload, index, messageId, maxCallbackBytes) };
  if (!/^https?:/i.test(button.url)) throw new ChannelError('invalid-content', { detail: `A button can't open ${button.url}` });
  return { text: button.title, url: button.url };
}

/** A message's number at Telegram. Of what has none, as a press (`press:…`), null. */
export function messageNumber(externalId: string): number | null {
  return /^\d{1,15}$/.test(externalId) ? Number(externalId) : null;
}

/** What the message answers; it goes out without when that is gone. */
export function replyOf({ replyTo }: OutboundMessage): { reply_parameters?: object } {
  const message_id = replyTo === undefined ? null : messageNumber(replyTo);
  return message_id === null ? {} : { reply_parameters: { message_id, allow_sending_without_reply: true } };
}
