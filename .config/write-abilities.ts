import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { abilitiesTable } from './abilities-table.ts';

// `npm run abilities`: writes the table of abilities into bots/README.md; hub/test/abilities-table.test.ts fails where it is old.
const file = fileURLToPath(new URL('../bots/README.md', import.meta.url));
const table = await abilitiesTable();
const written = readFileSync(file, 'utf8').replace(
  /<!-- abilities -->[\s\S]*<!-- \/abilities -->/,
  () => `<!-- abilities -->\n\n${table}\n\n<!-- /abilities -->`,
);
writeFileSync(file, written);
execFileSync('npx', ['prettier', '--write', '--log-level', 'warn', file]);
