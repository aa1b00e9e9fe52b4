import { expect, test } from 'vitest';
import { createProgressLine } from './progress.ts';

function show(isTTY: boolean): string {
  let written = '';
  const line = createProgressLine({ write: (text) => (written += text), isTTY });
  for (let done = 0; done <= 140_000_000; done += 7_000_000) line({ what: 'Fetching', done, total: 140_000_000, unit: 'bytes' });
  line({ what: 'Building' });
  line.end();
  return written;
}

test('a terminal sees one line that is rewritten', () => {
  const written = show(true);

  expect(written.match(/\n/g)).toHaveLength(1);
  expect(written).toContain('\r\x1b[2KFetching: 7 of 140 MB (5 %)');
  expect(written.endsWith('Building\n')).toBe(true);
});

test('elsewhere each tenth is a plain line', () => {
  const lines = show(false).trimEnd().split('\n');

  expect(lines).toHaveLength(12);
  expect(lines[1]).toBe('Fetching: 14 of 140 MB (10 %)');
  expect(lines.at(-1)).toBe('Building');
});
