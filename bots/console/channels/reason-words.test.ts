import { describe, expect, it } from 'vitest';
import { reasonCodes, sayWhy, valuesOf, type ToldReason } from '../../contract/reason.ts';
import { loadTexts } from '../test/start-console.fixture.ts';
import { reasonWords } from './reason-words.ts';

const { en, ru } = await loadTexts();
const inRussian = (why: ToldReason) => reasonWords(ru, { state: 'failed', ...why });

describe('what a channel says of itself', () => {
  it.each(reasonCodes)('%s has a text in both languages, filled with all that belongs to it', (reasonCode) => {
    const reasonValues = Object.fromEntries(valuesOf(reasonCode).map((name) => [name, `<${name}>`]));
    for (const t of [en, ru]) {
      const words = reasonWords(t, { state: 'failed', reason: 'x', reasonCode, reasonValues });
      expect(words).toMatch(/\w|[а-я]/);
      expect(words).not.toContain('{{');
      expect(words).not.toContain('channel.reason');
      for (const value of Object.values(reasonValues)) expect(words).toContain(value);
    }
  });

  it.each<[string, ToldReason, string]>([
    ['Telegram', sayWhy('telegram-webhook', { words: 'timed out' }), 'Telegram не смог обратиться по адресу хаба (timed out)'],
    [
      'WhatsApp',
      sayWhy('whatsapp-account', { words: 'ACCOUNT_VIOLATION (SPAM)' }),
      'WhatsApp сообщает об аккаунте: ACCOUNT_VIOLATION (SPAM)',
    ],
    ['Instagram', sayWhy('instagram-fields', { fields: 'standby' }), 'Instagram в этой версии API не сообщает: standby'],
    ['VK', sayWhy('vk-no-messages'), 'у токена нет права на сообщения'],
    ["Instagram's app", sayWhy('instagram-code-sms'), 'Instagram отправил код в СМС и ждёт его'],
    ['WhatsApp Web', sayWhy('web-ended', { words: 'NAVIGATION' }), 'WhatsApp Web разорвал соединение (NAVIGATION); попытки повторяются'],
    [
      'the hub',
      sayWhy('renewal-failed', { date: '2026-12-01', words: 'Session has expired' }),
      'доступ действует до 2026-12-01, а продлить его не удалось (Session has expired): введите новые данные',
    ],
  ])('is in the words of its reader: %s', (_who, why, words) => {
    expect(inRussian(why)).toBe(words);
  });

  it('leaves what only the messenger said as it came, and says whose words they are', () => {
    const why = sayWhy('provider-says', { words: 'Unauthorized' });
    expect(inRussian(why)).toBe('мессенджер отвечает: «Unauthorized»');
    expect(reasonWords(en, { state: 'failed', ...why })).toBe('the messenger says “Unauthorized”');
  });

  it('is the sentence where an earlier version recorded nothing else, or where the code is not known', () => {
    expect(reasonWords(ru, { state: 'failed', reason: 'Loading chats' })).toBe('Loading chats');
    expect(reasonWords(ru, { state: 'failed', reason: 'Soon', reasonCode: 'of-tomorrow', reasonValues: {} })).toBe('Soon');
  });

  it('says what waits without a reason', () => {
    expect(reasonWords(ru, { state: 'paused', ...sayWhy('paused') })).toContain('очередь ждёт');
    expect(reasonWords(ru, { state: 'connecting' })).toContain('недоступен');
    expect(reasonWords(ru, { state: 'failed' })).toBe('причина не названа');
    expect(reasonWords(ru, { state: 'connecting', signIn: { kind: 'qr', value: 'x' } })).toContain('войдёт');
  });
});
