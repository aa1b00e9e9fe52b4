import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Language } from '../api/fields.ts';

const text = z.string();
const pushTexts = z.strictObject({
  newConversation: text,
  assigned: text,
  assignedByHub: text,
  mention: text,
  reply: text,
  test: text,
  testBody: text,
  picture: text,
  video: text,
  audio: text,
  voice: text,
  document: text,
  sticker: text,
  location: text,
  contactCard: text,
  message: text,
});

/** What pushes say in the hub's own words. */
export type PushTexts = z.infer<typeof pushTexts>;

/** The words of pushes, read once in both languages. */
export const pushTextsOf: Readonly<Record<Language, PushTexts>> = { en: load('en'), ru: load('ru') };

function load(language: Language): PushTexts {
  const file = new URL(`../locales/${language}/push.json`, import.meta.url);
  return pushTexts.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** A text with its `{name}`s filled. */
export function fillIn(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** On one line, and of at most so many characters, the last an ellipsis where something was cut. */
export function cut(content: string, most: number): string {
  const characters = [...content.replace(/\s+/g, ' ').trim()];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}

/** What stands in square brackets for a message without text, in words. */
export function inWords(preview: string, texts: PushTexts): string {
  const [, what] = /^\[([\w-]+)\]$/.exec(preview) ?? [];
  if (what === undefined) return preview;
  const words: Readonly<Record<string, string>> = { ...texts, image: texts.picture, contact: texts.contactCard };
  return words[what] ?? texts.message;
}
