/** A piece of a text: words, or an address with where it leads. */
export interface Piece {
  text: string;
  url?: string;
}

const address = /\b(?:https?:\/\/|www\.)[^\s<>"']+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;

/** Finds addresses of pages and of people in a plain text. Nothing but http, https and mail ever becomes a link. */
export function splitLinks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(address)) {
    const found = withoutEnd(match[0]);
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) });
    pieces.push({ text: found, url: urlOf(found) });
    at = match.index + found.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** Whether a link may lead there. */
export function isSafe(url: string): boolean {
  return /^(https?:|mailto:|tel:)/i.test(url);
}

function urlOf(found: string): string {
  if (/^https?:/i.test(found)) return found;
  return found.includes('@') && !/^www\./i.test(found) ? `mailto:${found}` : `https://${found}`;
}

/** The sentence goes on after an address: its stop is not part of it, nor a bracket that was opened before. */
function withoutEnd(found: string): string {
  const trimmed = found.replace(/[.,:;!?…»”]+$/, '');
  return trimmed.endsWith(')') && !trimmed.includes('(') ? withoutEnd(trimmed.slice(0, -1)) : trimmed;
}
