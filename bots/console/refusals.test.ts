import { expect, test } from 'vitest';
import { explainRefusal } from './refusals.ts';
import { loadTexts } from './test/start-console.fixture.ts';

const { en, ru } = await loadTexts();
const refusal = (details: Record<string, unknown>) =>
  Object.assign(new Error('no'), { code: 'channel.ability-missing' as const, status: 422, details });
const said = (details: Record<string, unknown>) => [en, ru].map((t) => explainRefusal(t, refusal(details), new Date(0)));

test('which file the customer’s messenger does not take is said, and why', () => {
  expect(said({ ability: 'attachment-format', name: 'voice.ogg', formats: ['audio/wav', 'audio/x-m4a'] })).toEqual([
    'the customer’s messenger does not take voice.ogg, only WAV, M4A',
    'мессенджер клиента не принимает voice.ogg, только WAV, M4A',
  ]);
  expect(said({ ability: 'attachment-size', name: 'film.mp4', size: 9, limit: 8 * 1024 * 1024 })).toEqual([
    'film.mp4 is larger than the 8 MB that the customer’s messenger takes',
    'film.mp4 больше 8 МБ, которые принимает мессенджер клиента',
  ]);
  expect(said({ ability: 'attachments', kind: 'document', name: 'a.zip' })).toEqual([
    'the customer’s messenger takes no files like a.zip',
    'мессенджер клиента не принимает такие файлы, как a.zip',
  ]);
  expect(said({ ability: 'buttons' })).toEqual(['the channel can’t do that', 'канал этого не умеет']);
});
