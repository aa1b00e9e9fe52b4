import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { reasonCodes, valuesOf } from '../../bots/contract/reason.ts';
import { errorStatus } from '../../hub/api/errors.ts';

const folder = fileURLToPath(new URL('../../hub/locales', import.meta.url));
const words = z.record(z.string(), z.string().min(1));
const areas = readdirSync(`${folder}/en/admin`).map((name) => name.replace('.json', ''));
const read = (language: 'en' | 'ru', area: string) =>
  words.parse(JSON.parse(readFileSync(`${folder}/${language}/admin/${area}.json`, 'utf8')));
const form = /_(zero|one|two|few|many|other)$/;
const stemsOf = (catalogue: Record<string, string>) => [...new Set(Object.keys(catalogue).map((key) => key.replace(form, '')))].sort();
const placeholdersOf = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))].sort();

test.each(areas)('the area %s says everything in both languages', (area) => {
  expect(stemsOf(read('ru', area))).toEqual(stemsOf(read('en', area)));
});

test.each(areas)('the area %s fills the same values into both languages, and has every Russian plural form', (area) => {
  const [en, ru] = [read('en', area), read('ru', area)];
  for (const [key, text] of Object.entries(ru)) {
    if (!form.test(key) && en[key] !== undefined)
      expect({ key, values: placeholdersOf(text) }).toEqual({ key, values: placeholdersOf(en[key]) });
  }
  const counted = Object.keys(ru)
    .filter((key) => form.test(key))
    .map((key) => key.replace(form, ''));
  for (const stem of counted) for (const each of ['one', 'few', 'many']) expect(Object.keys(ru)).toContain(`${stem}_${each}`);
});

test('every error of the hub has words of its own', () => {
  const common = read('en', 'common');

  expect(Object.keys(errorStatus).filter((code) => common[`error.${code}`] === undefined)).toEqual([]);
});

test.each(['en', 'ru'] as const)('every reason why a channel is out of order is said in %s, with all that belongs to it', (language) => {
  const channels = read(language, 'channels');
  const said = Object.entries(channels).filter(([key]) => key.startsWith('reason.'));

  expect(said.map(([key, text]) => [key, placeholdersOf(text)])).toEqual(
    reasonCodes.map((code) => [`reason.${code}`, valuesOf(code).sort()]),
  );
});
