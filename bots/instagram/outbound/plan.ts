import type { Button } from '../../contract/content.ts';
import type { OutboundAttachment, OutboundMessage } from '../../contract/outbound.ts';
import { placeWords, plainWords } from '../../kit/plain-words.ts';
import { splitText } from '../../kit/split-text.ts';
import { maxQuickReplies, maxTextBytes, maxTitleLength, template } from '../limits.ts';

/** One message at Instagram. */
export type Piece =
  | { type: 'text'; text: string; quickReplies?: object[] }
  | { type: 'template'; text: string; buttons: object[] }
  | { type: 'file'; attachment: OutboundAttachment };

/**
 * The messages that one of ours becomes, the same on every try: text and files are separate there. With buttons the files come first, so that the
 * buttons stand at the end; a place goes out as words.
 */
export function planMessage(message: OutboundMessage): Piece[] {
  const { attachments, location, buttons = [] } = message;
  const words = [plainWords(message), ...(location ? [placeWords(location)] : [])].filter((part) => part.trim() !== '').join('\n\n');
  const files = attachments.map((attachment): Piece => ({ type: 'file', attachment }));
  const texts = withButtons(words, buttons);
  return buttons.length > 0 ? [...files, ...texts] : [...texts, ...files];
}

/** Buttons that send something back are quick replies; with one among them that opens an address they are a template, as far as it holds them. */
function withButtons(words: string, buttons: readonly Button[]): Piece[] {
  if (buttons.length === 0) return inParts(words);
  const said = words === '' ? '👇' : words;
  const links = buttons.flatMap((button) => ('url' in button ? [button] : []));
  const isTemplate =
    links.length > 0 && buttons.length <= template.buttons && [...said].length <= template.textLength && hasShortTitles(buttons);
  if (isTemplate) return [{ type: 'template', text: said, buttons: buttons.map(templateButton) }];
  const presses = buttons.flatMap((button) => ('payload' in button ? [button] : [])).slice(0, maxQuickReplies);
  const parts = inParts([said, ...links.map(({ title, url }) => `${title}: ${url}`)].join('\n'));
  const quickReplies = presses.map(({ title, payload }) => ({ content_type: 'text', title: shortTitle(title), payload }));
  return parts.map((part, place) => (place === parts.length - 1 && quickReplies.length > 0 ? { ...part, quickReplies } : part));
}

function inParts(words: string): Piece[] {
  return splitText({ text: words, marks: [] }, maxTextBytes, maxTextBytes).map(({ text }) => ({ type: 'text', text }));
}

function hasShortTitles(buttons: readonly Button[]): boolean {
  return buttons.every(({ title }) => [...title].length <= maxTitleLength);
}

function templateButton(button: Button): object {
  const { title } = button;
  return 'url' in button ? { type: 'web_url', title, url: button.url } : { type: 'postback', title, payload: button.payload };
}

/** Instagram would cut it without a sign that it did. */
function shortTitle(title: string): string {
  const characters = [...title];
  return characters.length <= maxTitleLength ? title : `${characters.slice(0, maxTitleLength - 1).join('')}…`;
}
