/** A piece of a text, and whether it answers to what was searched for. */
export interface HighlightPiece {
  text: string;
  isHit: boolean;
}

/** Cuts a text at words that begin like a searched word, as the hub's search finds them: upper and lower case and ё are one. Nothing is lost. */
export function splitHits(text: string, typed: string): HighlightPiece[] {
  const words = fold(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  if (words.length === 0) return [{ text, isHit: false }];
  const pieces: HighlightPiece[] = [];
  let from = 0;
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const folded = fold(word);
    const found = words.filter((each) => folded.startsWith(each)).toSorted((a, b) => b.length - a.length)[0];
    if (found === undefined) continue;
    if (index > from) pieces.push({ text: text.slice(from, index), isHit: false });
    from = index + Math.min(word.length, found.length);
    pieces.push({ text: text.slice(index, from), isHit: true });
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isHit: false });
  return pieces;
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
}
