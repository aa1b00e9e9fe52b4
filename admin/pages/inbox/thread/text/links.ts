import { isSafeLink } from '../../../../../bots/contract/rich-text-marks.ts';

/** A piece of a text: words, or words that lead somewhere. */
export interface LinkPiece {
  text: string;
  /** http, https, mailto or tel; absent for plain words. */
  url?: string;
}

const candidate = /(?:https?:\/\/|www\.)[^\s<>"«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;

/** Finds addresses in a plain text: http, https, www and e-mail. What follows an address as punctuation stays words; nothing is lost. */
export function splitLinks(text: string): LinkPiece[] {
  const pieces: LinkPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(candidate)) {
    const words = trimTail(match[0]);
    const url = addressOf(words);
    if (!isSafeLink(url) || /[\p{L}\p{N}@]/u.test(text[match.index - 1] ?? '')) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: words, url });
    from = match.index + words.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

function addressOf(words: string): string {
  if (/^https?:/i.test(words)) return words;
  return words.includes('@') && !/^www\./i.test(words) ? `mailto:${words}` : `https://${words}`;
}

/** A sentence's end is not the address's; a bracket only where it was opened in it. */
function trimTail(words: string): string {
  let trimmed = words.replace(/[.,!?:;'"…*_~]+$/u, '');
  while (/[)\]}]$/.test(trimmed) && !isBalanced(trimmed)) trimmed = trimmed.slice(0, -1).replace(/[.,!?:;'"…]+$/u, '');
  return trimmed;
}

function isBalanced(words: string): boolean {
  const count = (signs: string) => [...words].filter((sign) => signs.includes(sign)).length;
  return count('([{') === count(')]}');
}
