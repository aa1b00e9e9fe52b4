import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { abilitiesTable } from '../../.config/abilities-table.ts';

test('the table of abilities in bots/README.md says what the limits say; npm run abilities writes it', async () => {
  const readme = readFileSync(new URL('../../bots/README.md', import.meta.url), 'utf8');
  const table = /<!-- abilities -->\n([\s\S]*?)<!-- \/abilities -->/.exec(readme)?.[1] ?? '';

  expect(table.trim().split('\n').map(cells)).toEqual((await abilitiesTable()).split('\n').map(cells));
});

/** Prettier pads the columns; what counts is what the cells say. */
function cells(row: string): string[] {
  return row.split('|').map((cell) => cell.trim().replace(/^-+$/, '---'));
}
