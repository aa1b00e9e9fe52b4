import type en from '../../hub/locales/en/widget.json';

type WithoutForm<Key extends string> = Key extends `${infer Stem}_${'one' | 'few' | 'many' | 'other'}` ? Stem : Key;
/** Names a text of the widget; `unread_one` and its forms are asked for as `unread` with a count. */
export type WordKey = WithoutForm<keyof typeof en>;

let words: Readonly<Record<string, string>> = {};
let spoken = 'en';
let plurals = new Intl.PluralRules('en');

/** Takes the words that the hub chose for the visitor. */
export function speak(language: string, given: Readonly<Record<string, string>>): void {
  words = given;
  spoken = language;
  plurals = new Intl.PluralRules(language);
}

/** The language on screen, for formats. */
export function language(): string {
  return spoken;
}

/** A text with its slots filled; with `count` in the form that the number needs. */
export function say(key: WordKey, slots: Readonly<Record<string, string | number>> = {}): string {
  const form = typeof slots['count'] === 'number' ? `${key}_${plurals.select(slots['count'])}` : key;
  const text = words[form] ?? words[`${key}_other`] ?? words[key] ?? key;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(slots[name] ?? whole));
}
