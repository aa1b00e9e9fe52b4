import type en from '../../hub/locales/en/helpbox.json';

let words: Readonly<Record<string, string>> = {};

/** Takes the page's own words in the visitor's language. */
export function speakPage(given: Readonly<Record<string, string>>): void {
  words = given;
}

/** A text of the page with its slots filled. */
export function sayPage(key: keyof typeof en, slots: Readonly<Record<string, string>> = {}): string {
  return (words[key] ?? key).replaceAll(/\{(\w+)\}/g, (whole, name: string) => slots[name] ?? whole);
}
