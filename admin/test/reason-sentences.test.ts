import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import english from '../../hub/locales/en/admin/channels.json' with { type: 'json' };
import { readSentence, sentences } from '../pages/settings/channels/reason-sentences.ts';

const folders = ['bots', 'hub/domain/channel'].map((name) => fileURLToPath(new URL(`../../${name}`, import.meta.url)));

test('every sentence that has other languages is one that the hub or a connector still says', () => {
  const sources = folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(path, 'utf8').replaceAll("\\'", "'"))
    .join('\n');
  const lost = Object.values(sentences).filter((sentence) => !sentence.split(/\{\{\w+\}\}/).every((part) => sources.includes(part)));

  expect(lost).toEqual([]);
  for (const [key, sentence] of Object.entries(sentences)) expect(english).toHaveProperty([`reason.${key}`], sentence);
});

test('what differs is read out of a sentence, and words of a provider are none of ours', () => {
  const reason = 'VK has not confirmed the address of this hub yet (https://hub.example/a); it is asked again';

  expect(readSentence(reason)).toEqual({ key: 'vkNotConfirmed', values: { address: 'https://hub.example/a' } });
  expect(readSentence('Unauthorized')).toBeNull();
});
