import { expect, test } from 'vitest';
import { formatPress, parsePress, verbs, type Verb } from './callback-data.ts';

const id = 'f'.repeat(24);
const longestArguments = [id, '1764000000', 'until-reply', '999'];
const names = Object.keys(verbs).filter((name): name is Verb => name in verbs);

test.each(names)('the data of %s fits into Telegram’s 64 bytes and is read back', (verb) => {
  for (const arg of longestArguments) {
    const data = formatPress(verb, id, arg);

    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
    expect(parsePress(data)).toEqual({ verb, id, arg });
  }
});

test('no two verbs share a code, and foreign data is nobody’s', () => {
  expect(new Set(Object.values(verbs)).size).toBe(names.length);
  for (const data of ['', 'v2:tk:' + id, 'v1:zz:' + id, 'v1:tk:123', `v1:tk:${id}:a b`]) expect(parsePress(data)).toBeNull();
});
