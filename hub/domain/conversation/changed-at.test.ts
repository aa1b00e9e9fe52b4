import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const hub = fileURLToPath(new URL('../..', import.meta.url));
const write = /\bConversation\.(?:updateOne|updateMany|findOneAndUpdate)\(/g;

test('whatever raises the rev of a conversation says when it changed, so that a list that was away hears of it', () => {
  const writes = readdirSync(hub, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(path))
    .flatMap((path) => argumentsOf(readFileSync(`${hub}/${path}`, 'utf8')).map((text) => ({ path, text })));
  const raising = writes.filter(({ text }) => /\brev: (1\b|\{)/.test(text));

  expect(raising.length).toBeGreaterThan(8);
  expect(raising.filter(({ text }) => !text.includes('changedAt'))).toEqual([]);
});

/** What each write of a conversation is given, up to the bracket that ends the call. */
function argumentsOf(source: string): string[] {
  return [...source.matchAll(write)].map(({ index, 0: call }) => {
    const start = index + call.length;
    let depth = 1;
    let end = start;
    for (; depth > 0 && end < source.length; end += 1) depth += source[end] === '(' ? 1 : source[end] === ')' ? -1 : 0;
    return source.slice(start, end - 1);
  });
}
