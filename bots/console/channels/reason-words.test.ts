import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadTexts } from '../test/start-console.fixture.ts';
import { isKnownReason, reasonWords } from './reason-words.ts';

const { en, ru } = await loadTexts();
const root = new URL('../../../', import.meta.url);
const folders = [
  ...['telegram', 'whatsapp', 'whatsapp-web', 'instagram', 'instagram-private', 'vk'].map((name) => `bots/${name}/`),
  'hub/domain/channel/',
];

/** Sentences that adapters and the hub give as a channel's reason, with an X for what is filled in. */
function saidInCode(): string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map((name) => new URL(`${folder}${name}`, root)),
  );
  const states =
    /state: [^{}]*?(?:'|\) ?)(?:connecting|warning|failed)'[^{}]*?reason: ('(?:[^'\\]|\\.)+'|`[^`]+`)|stop\(account, ('[^']+'|`[^`]+`)/g;
  return files
    .filter(({ pathname }) => /(?<!\.test|\.fixture)\.ts$/.test(pathname))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(states)])
    .map((found) => (found[1] ?? found[2] ?? '').slice(1, -1).replaceAll(/\$\{[^}]+\}/g, 'X'));
}

describe('what a channel says of itself', () => {
  it('has a text of its own for every sentence of ours', () => {
    const said = saidInCode();
    expect(said.length).toBeGreaterThan(20);
    expect(said.filter((sentence) => !isKnownReason(sentence))).toEqual([]);
  });

  it('is in the words of its reader, with what it is about', () => {
    const failed = (reason: string) => reasonWords(ru, { state: 'failed', reason });
    expect(failed('The credentials end on 2026-12-01 and could not be renewed: Session has expired. Enter new ones.')).toBe(
      'доступ действует до 2026-12-01, а продлить его не удалось (Session has expired): введите новые данные',
    );
    expect(failed('WhatsApp Web ended the connection (NAVIGATION). Trying again')).toBe(
      'WhatsApp Web разорвал соединение (NAVIGATION); попытки повторяются',
    );
    expect(failed('auth-expired')).toBe('канал нужно подключить заново');
  });

  it('leaves what only the messenger said as it came, and says whose words they are', () => {
    expect(reasonWords(ru, { state: 'failed', reason: 'Unauthorized' })).toBe('мессенджер отвечает: «Unauthorized»');
    expect(reasonWords(en, { state: 'failed', reason: 'Unauthorized' })).toBe('the messenger says “Unauthorized”');
  });

  it('says what waits without a reason', () => {
    expect(reasonWords(ru, { state: 'paused', reason: 'Paused: nothing' })).toContain('очередь ждёт');
    expect(reasonWords(ru, { state: 'connecting' })).toContain('недоступен');
    expect(reasonWords(ru, { state: 'failed' })).toBe('причина не названа');
    expect(reasonWords(ru, { state: 'connecting', signIn: { kind: 'qr', value: 'x' } })).toContain('войдёт');
  });
});
