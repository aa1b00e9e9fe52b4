import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ConfigError, configVariables, loadConfig } from './config.ts';

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

test('all problems of the environment are told at once, each with its variable', () => {
  const load = () => loadConfig({ PORT: 'eighty', MONGODB_URI: 'postgres://x', LOG_LEVEL: 'loud' });

  expect(load).toThrow(ConfigError);
  expect(load).toThrow(/3 problems[\s\S]*PORT[\s\S]*MONGODB_URI[\s\S]*LOG_LEVEL/);
});

test('an empty variable counts as absent', () => {
  expect(loadConfig({ PORT: '', PUBLIC_URL: '' })).toMatchObject({ PORT: 3000 });
  expect(loadConfig({ PUBLIC_URL: '' }).PUBLIC_URL).toBeUndefined();
});

test('.env.example names every variable with its sentence and default, and no other', () => {
  const expected = configVariables.map(({ name, description, default: value }) => `# ${description}\n# ${name}=${value}\n`).join('\n');

  expect(read('.env.example')).toBe(expected);
});

test("the README's table names every variable with its sentence and default, and no other", () => {
  const rows = configVariables.map(
    ({ name, description, default: value }) => `| \`${name}\` | ${value ? `\`${value}\`` : ''} | ${description} |`,
  );
  const table = /<!-- configuration -->\n([\s\S]*?)<!-- \/configuration -->/.exec(read('README.md'))?.[1];

  // Prettier pads the columns; what counts is what the cells say.
  expect(table?.trim().split('\n').map(cells)).toEqual(
    ['| variable | default | what it does |', '| --- | --- | --- |', ...rows].map(cells),
  );
});

function cells(row: string): string[] {
  return row.split('|').map((cell) => cell.trim().replace(/^-+$/, '---'));
}
