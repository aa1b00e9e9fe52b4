import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Language } from '../../api/fields.ts';

const text = z.string();
const customerTexts = z.strictObject({
  reopen: text,
  help: text,
  privacy: text,
  askErase: text,
  askEraseByText: text,
  confirmErase: text,
  eraseAsked: text,
  eraseNote: text,
  askLanguage: text,
  languageSet: text,
});

/** What customers read from the hub itself. */
export type CustomerTexts = z.infer<typeof customerTexts>;

/** The hub's own words to customers, read once in both languages. */
export const textsOf: Readonly<Record<Language, CustomerTexts>> = { en: load('en'), ru: load('ru') };

function load(language: Language): CustomerTexts {
  const file = new URL(`../../locales/${language}/customer.json`, import.meta.url);
  return customerTexts.parse(JSON.parse(readFileSync(file, 'utf8')));
}
