/** What a text can be marked as, in the closed Markdown subset of messages. */
export type TextMark = 'bold' | 'italic' | 'code' | 'link';

/** A replacement in a text, and what is selected after it. */
export interface TextEdit {
  from: number;
  to: number;
  insert: string;
  selectFrom: number;
  selectTo: number;
}

const signs: Record<Exclude<TextMark, 'link'>, string> = { bold: '**', italic: '_', code: '`' };

/** Marks the selection, or takes the mark off where it has it; nothing selected: the caret stands between the signs. */
export function toggleMark(text: string, from: number, to: number, mark: TextMark): TextEdit {
  if (mark === 'link') return link(text, from, to);
  const sign = signs[mark];
  const { length } = sign;
  const isAround = text.slice(from - length, from) === sign && text.slice(to, to + length) === sign;
  if (isAround)
    return { from: from - length, to: to + length, insert: text.slice(from, to), selectFrom: from - length, selectTo: to - length };
  const chosen = text.slice(from, to);
  if (chosen.length > 2 * length && chosen.startsWith(sign) && chosen.endsWith(sign)) {
    return { from, to, insert: chosen.slice(length, -length), selectFrom: from, selectTo: to - 2 * length };
  }
  // A mark does not reach over the spaces beside the words.
  const head = chosen.length - chosen.trimStart().length;
  const tail = chosen.trim() === '' ? 0 : chosen.length - chosen.trimEnd().length;
  const [start, end] = chosen.trim() === '' ? [from, to] : [from + head, to - tail];
  return { from: start, to: end, insert: sign + text.slice(start, end) + sign, selectFrom: start + length, selectTo: end + length };
}

/** Words become a link whose address is typed next; an address gets words. */
function link(text: string, from: number, to: number): TextEdit {
  const chosen = text.slice(from, to);
  const address = 'https://';
  if (/^https?:\/\/\S+$/.test(chosen)) return { from, to, insert: `[](${chosen})`, selectFrom: from + 1, selectTo: from + 1 };
  const at = from + chosen.length + 3;
  return { from, to, insert: `[${chosen}](${address})`, selectFrom: at, selectTo: at + address.length };
}
