import type { MessageEntity } from 'grammy/types';

/** Text with Telegram's entities: never a parse mode, so that nobody's words are read as markup. */
export interface Styled {
  text: string;
  entities: MessageEntity[];
}

type Simple = 'bold' | 'italic' | 'strikethrough' | 'expandable_blockquote' | 'blockquote' | 'code';

/** Puts pieces one after another. */
export function join(...pieces: (string | Styled | null)[]): Styled {
  const result: Styled = { text: '', entities: [] };
  for (const piece of pieces) {
    if (piece === null) continue;
    const { text, entities } = typeof piece === 'string' ? { text: piece, entities: [] } : piece;
    for (const entity of entities) result.entities.push({ ...entity, offset: entity.offset + result.text.length });
    result.text += text;
  }
  return result;
}

/** Puts lines below one another; null lines are left out. */
export function lines(...rows: (string | Styled | null)[]): Styled {
  const present = rows.filter((row) => row !== null);
  return join(...present.flatMap((row, index) => (index === 0 ? [row] : ['\n', row])));
}

/** One style over a whole text; an empty text stays bare, since Telegram refuses empty entities. */
export function style(type: Simple, text: string): Styled {
  return text === '' ? { text, entities: [] } : { text, entities: [{ type, offset: 0, length: text.length }] };
}

/** Words that open an address. */
export function textLink(text: string, url: string): Styled {
  return { text, entities: [{ type: 'text_link', url, offset: 0, length: text.length }] };
}

/** A person's name that Telegram tells them of; without a user name too. */
export function mention(name: string, userId: number): Styled {
  return {
    text: name,
    entities: [{ type: 'text_mention', offset: 0, length: name.length, user: { id: userId, is_bot: false, first_name: name } }],
  };
}

/** Cuts to so many UTF-16 units without splitting a pair, with an ellipsis; entities are cut along. */
export function cut(styled: Styled, limit: number): Styled {
  if (styled.text.length <= limit) return styled;
  const text = `${cutText(styled.text, limit - 1)}…`;
  const entities = styled.entities
    .filter((entity) => entity.offset < text.length)
    .map((entity) => ({ ...entity, length: Math.min(entity.length, text.length - entity.offset) }));
  return { text, entities };
}

/** The first so many UTF-16 units of a text, never half a character. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? limit - 1 : limit);
}

/** Splits into messages Telegram takes (4096 UTF-16 units), preferably at line ends. */
export function splitStyled(styled: Styled, limit = 4096): Styled[] {
  const pieces: Styled[] = [];
  let start = 0;
  while (styled.text.length - start > limit) {
    const window = cutText(styled.text.slice(start), limit);
    const lineEnd = window.lastIndexOf('\n');
    const end = start + (lineEnd > limit / 2 ? lineEnd + 1 : window.length);
    pieces.push(slice(styled, start, end));
    start = end;
  }
  pieces.push(slice(styled, start, styled.text.length));
  return pieces;
}

function slice(styled: Styled, start: number, end: number): Styled {
  const entities = styled.entities.flatMap((entity) => {
    const from = Math.max(entity.offset, start);
    const to = Math.min(entity.offset + entity.length, end);
    return to > from ? [{ ...entity, offset: from - start, length: to - from }] : [];
  });
  return { text: styled.text.slice(start, end), entities };
}
