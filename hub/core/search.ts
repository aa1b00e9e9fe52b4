import { stemmer as englishStem } from '@orama/stemmers/english';
import { stemmer as russianStem } from '@orama/stemmers/russian';

const maxTerms = 400;

/** Words of a text as search compares them: NFKC, lower case, ё as е, and letters or digits only. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** The terms under which texts are found: each word and its stem (Snowball, Russian or English by its script). */
export function searchTerms(...texts: (string | undefined)[]): string[] {
  const terms = new Set<string>();
  for (const word of wordsOf(texts.filter(Boolean).join(' '))) {
    terms.add(word).add(stem(word));
    if (terms.size >= maxTerms) break;
  }
  return [...terms];
}

/** What a query asks for: every word but the last by its stem, all of them as prefixes, so that a list narrows while one types. */
export function searchPrefixes(query: string): RegExp[] {
  const words = wordsOf(query).slice(0, 8);
  return words.map((word, index) => new RegExp(`^${index === words.length - 1 ? word : stem(word)}`));
}

function stem(word: string): string {
  if (/^\p{Script=Cyrillic}+$/u.test(word)) return russianStem(word);
  return /^[a-z]+$/.test(word) ? englishStem(word) : word;
}
