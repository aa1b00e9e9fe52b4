import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { say, speak } from '../data/words.ts';

const read = (language: string) =>
  JSON.parse(readFileSync(new URL(`../../hub/locales/${language}/widget.json`, import.meta.url), 'utf8')) as Record<string, string>;
const [en, ru] = [read('en'), read('ru')];

test('says numbers in the form that the language needs', () => {
  speak('ru', ru);
  expect([1, 3, 11, 21].map((count) => say('unread', { count }))).toEqual([
    '1 новое сообщение',
    '3 новых сообщения',
    '11 новых сообщений',
    '21 новое сообщение',
  ]);
  speak('en', en);
  expect([1, 2].map((count) => say('unread', { count }))).toEqual(['1 new message', '2 new messages']);
});

test('every text is there in both languages, with the same slots', () => {
  const stem = (key: string) => key.replace(/_(one|few|many|other)$/, '');
  const slots = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

  expect(new Set(Object.keys(ru).map(stem))).toEqual(new Set(Object.keys(en).map(stem)));
  for (const [key, text] of Object.entries(en)) if (ru[key]) expect(slots(ru[key])).toEqual(slots(text));
});
