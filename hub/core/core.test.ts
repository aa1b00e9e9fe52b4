import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../api/facts.ts';
import { createFacts } from './parts/facts.ts';
import { createKeyedQueue } from './parts/keyed-queue.ts';
import { createLog } from './log.ts';
import { searchPrefixes, searchTerms } from './search.ts';
import { createSecretBox } from './secrets.ts';

const place = { workspaceId: 'w1', field: 'channels.settings:1' };
const [old, fresh] = ['an old secret, long enough to be one indeed', 'a new secret, long enough to be one indeed'];

describe('the secret box', () => {
  test('opens what it sealed, and never seals the same way twice', () => {
    const box = createSecretBox([old]);
    const [a, b] = [box.seal('token', place), box.seal('token', place)];

    expect(a).not.toBe(b);
    expect(a).not.toContain('token');
    expect(box.open(a, place)).toBe('token');
    expect(box.open(box.seal('', place), place)).toBe('');
  });

  test('does not open what was moved to another workspace or field, or changed by a letter', () => {
    const box = createSecretBox([old]);
    const sealed = box.seal('token', place);

    expect(() => box.open(sealed, { ...place, workspaceId: 'w2' })).toThrow();
    expect(() => box.open(sealed, { ...place, field: 'consoles.token' })).toThrow();
    expect(() => box.open(sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA'), place)).toThrow();
  });

  test('with a newer key still opens the old, knows it for stale, and seals with the new', () => {
    const sealed = createSecretBox([old]).seal('token', place);
    const rotated = createSecretBox([fresh, old]);

    expect(rotated.open(sealed, place)).toBe('token');
    expect(rotated.isStale(sealed)).toBe(true);
    expect(rotated.isStale(rotated.seal('token', place))).toBe(false);
    expect(() => createSecretBox([fresh]).open(sealed, place)).toThrow(/HUB_SECRET/);
  });
});

describe('the log', () => {
  test('shows no secret: not by its name, not in a header, not inside an error of a library', () => {
    const lines: string[] = [];
    const log = createLog('info', new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) }));

    log.info(
      { botToken: 'hush-1', settings: { accessToken: 'hush-2' }, req: { headers: { authorization: 'hush-3', cookie: 'hush-4' } } },
      'a',
    );
    log.error({ err: new Error('GET https://api.telegram.org/bot123456:AAhushhushhushhushhushhush/getMe failed') }, 'b');

    expect(lines.join('')).not.toMatch(/hush/);
    expect(lines.join('')).toMatch(/\[secret\][\s\S]*\[token\]/);
  });
});

describe('the fact bus', () => {
  test('tells every listener though one fails, and says that one did', async () => {
    const facts = createFacts(pino({ level: 'silent' }));
    const told: string[] = [];
    facts.on('contact.created', 'broken', () => {
      throw new Error('no');
    });
    facts.on(['contact.created', 'contact.changed'], 'fine', ({ type }) => void told.push(type));
    const fact: Fact = {
      id: '1',
      type: 'contact.created',
      workspaceId: 'w',
      at: new Date(),
      actor: { type: 'system', id: null, name: 'x' },
      data: { contactId: 'c' },
    };

    expect(await facts.announce(fact)).toBe(false);
    expect(await facts.announce({ ...fact, type: 'contact.changed' })).toBe(true);
    expect(told).toEqual(['contact.created', 'contact.changed']);
  });
});

describe('the keyed queue', () => {
  test('runs one key in order though a task fails, other keys beside it, and forgets keys at rest', async () => {
    const queue = createKeyedQueue();
    const order: string[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const first = queue.run('a', () => gate.then(() => void order.push('a1')));
    const failing = queue.run('a', () => Promise.reject(new Error('no')));
    const third = queue.run('a', async () => void order.push('a3'));
    await queue.run('b', async () => void order.push('b1'));
    open();

    await expect(failing).rejects.toThrow('no');
    await Promise.all([first, third]);
    expect(order).toEqual(['b1', 'a1', 'a3']);
    expect(queue.size).toBe(0);
  });
});

describe('search', () => {
  const finds = (query: string, text: string) => {
    const terms = searchTerms(text);
    return searchPrefixes(query).every((prefix) => terms.some((term) => prefix.test(term)));
  };

  test('finds words by their beginning and other forms of them, in both languages and any case', () => {
    expect(finds('возвр', 'Хочу ВОЗВРАТ денег')).toBe(true);
    expect(finds('возврата день', 'возвраты денег')).toBe(false);
    expect(finds('возврата ден', 'возвраты денег')).toBe(true);
    expect(finds('елка', 'Ёлка')).toBe(true);
    expect(finds('deliveries late', 'your delivery is late')).toBe(true);
    expect(finds('1234', 'order #1234-A')).toBe(true);
  });

  test('takes signs of a regular expression for what they are', () => {
    expect(searchPrefixes('.* (a+)+$').map(String)).toEqual(['/^a/']);
  });
});
