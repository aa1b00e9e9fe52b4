/**
 * How well a text answers to what was typed: 0 when the letters don't appear in this order, higher for letters that begin words and follow each
 * other. Both languages; upper and lower case and ё are one.
 */
export function fuzzyScore(text: string, typed: string): number {
  const hay = fold(text);
  const needle = fold(typed).replaceAll(/\s+/g, '');
  if (needle === '') return 1;
  let score = 0;
  let from = 0;
  let last = -2;
  for (const letter of needle) {
    const at = bestPlace(hay, letter, from);
    if (at < 0) return 0;
    if (at === last + 1) score += 5;
    else if (isStart(hay, at)) score += 4;
    else score += 1;
    last = at;
    from = at + 1;
  }
  const isWhole = hay.includes(fold(typed));
  return (score + (isWhole ? needle.length * 3 : 0)) / (1 + hay.length / 100);
}

/** The next place of a letter: the one after the last match, else the start of a word, else the first there is. */
function bestPlace(hay: string, letter: string, from: number): number {
  if (hay[from] === letter) return from;
  for (let at = hay.indexOf(letter, from); at >= 0; at = hay.indexOf(letter, at + 1)) {
    if (isStart(hay, at)) return at;
  }
  return hay.indexOf(letter, from);
}

function isStart(hay: string, at: number): boolean {
  return at === 0 || /[\s\-/:(#]/.test(hay[at - 1] ?? '');
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е');
}
