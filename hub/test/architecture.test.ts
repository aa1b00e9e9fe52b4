import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { whyForbidden, whyMisplaced } from '../../.config/import-directions.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const topFolders = ['bots', 'hub', 'workflows', 'admin', 'widget', '.config'].filter((folder) => existsSync(`${root}/${folder}`));
const maxLines = 300;
const maxFilesInFolder = 14;

interface SourceFile {
  path: string;
  text: string;
  imports: string[];
  /** Those that are carried out, at once or later by `import()`: not the types alone. */
  carriedOut: string[];
}

const files = topFolders.flatMap(listCode).map(readSource);

describe('the architecture', () => {
  test('every file lies in a folder of the design', () => {
    expect(files.map(({ path }) => whyMisplaced(path)).filter(isText)).toEqual([]);
  });

  test('imports go only in the directions of the design', () => {
    const forbidden = files.flatMap(({ path, imports }) => imports.map((specifier) => named(path, whyForbidden(path, specifier))));

    expect(forbidden.filter(isText)).toEqual([]);
  });

  test('no file imports itself through others', () => {
    expect(findCycles(files)).toEqual([]);
  });

  test(`no file is longer than ${maxLines} lines`, () => {
    const long = files
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > maxLines);

    expect(long).toEqual([]);
  });

  test(`no folder has more than ${maxFilesInFolder} code files side by side, tests not counted`, () => {
    const counts = new Map<string, number>();
    for (const { path } of files.filter(({ path }) => !/\.(test|fixture)\./.test(path))) {
      counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1);
    }

    expect([...counts].filter(([, count]) => count > maxFilesInFolder)).toEqual([]);
  });

  test('every name says what is behind it', () => {
    const empty = /(^|\/)(utils?|helpers?|common|misc|shared|lib)(\/|\.[a-z]+$)/;

    expect(files.map(({ path }) => path).filter((path) => empty.test(path))).toEqual([]);
  });

  test('no file only hands on what others export', () => {
    const handingOn = /^export (type )?(\*|\{[^}]*\}) .*from /m;

    expect(files.filter(({ path, text }) => /(^|\/)index\.ts$/.test(path) || handingOn.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('the table of import directions', () => {
  test.each([
    ['bots/telegram/outbound.ts', '../../hub/core/ids.ts'],
    ['bots/telegram/outbound.ts', '../vk/outbound.ts'],
    ['bots/emulators/telegram/server.ts', '../../contract/message.ts'],
    ['hub/core/log.ts', '../database/connection.ts'],
    ['hub/domain/contact/merge.ts', '../conversation/model.ts'],
    ['hub/domain/user/model.ts', '../agent/model.ts'],
    ['hub/inbound/accept.ts', '../../bots/telegram/inbound.ts'],
    ['hub/http/app.ts', '../test/start-hub.ts'],
    ['hub/http/app.ts', 'telegraf'],
    ['hub/api/facts.ts', 'mongoose'],
    ['workflows/engine/reduce.ts', 'node:fs'],
    ['workflows/model/graph.ts', '../engine/reduce.ts'],
    ['widget/loader/loader.ts', '../../hub/core/ids.ts'],
  ])('refuses %s -> %s', (file, specifier) => {
    expect(whyForbidden(file, specifier)).not.toBeNull();
  });

  test.each([
    ['bots/telegram/outbound.ts', '../kit/split-text.ts'],
    ['bots/telegram/outbound.ts', 'telegraf'],
    ['bots/registry.ts', './telegram/channel.ts'],
    ['bots/console/cards/card.ts', '../../../hub/api/customers/conversations.ts'],
    ['bots/telegram/outbound.test.ts', '../emulators/telegram/server.ts'],
    ['hub/domain/conversation/take.ts', '../timeline/append.ts'],
    ['hub/domain/agent/model.ts', '../user/model.ts'],
    ['hub/inbound/accept.ts', '../../bots/registry.ts'],
    ['hub/main.ts', './http/app.ts'],
  ])('allows %s -> %s', (file, specifier) => {
    expect(whyForbidden(file, specifier)).toBeNull();
  });

  test('refuses a folder and a noun that nobody planned', () => {
    expect(whyMisplaced('hub/extras/thing.ts')).not.toBeNull();
    expect(whyMisplaced('hub/domain/thing/model.ts')).not.toBeNull();
    expect(whyMisplaced('hub/domain/contact/merge/undo.ts')).toBeNull();
  });
});

test('a cycle through three files is found', () => {
  const through = (path: string, next: string) => ({ path, text: '', imports: [next], carriedOut: [next] });

  expect(findCycles([through('hub/a.ts', './b'), through('hub/b.ts', './c.ts'), through('hub/c.ts', './a.ts')])).toEqual([
    'hub/a.ts -> hub/b.ts -> hub/c.ts -> hub/a.ts',
  ]);
});

test.each([
  ["import { b } from './b.ts';", ['./b.ts']],
  ["import './b.ts';", ['./b.ts']],
  ["const b = () => import('./b.ts');", ['./b.ts']],
  ["export { b } from './b.ts';", ['./b.ts']],
  ["import type {\n  B,\n} from './b.ts';", []],
])('what %s has carried out is %j', (text, carriedOut) => {
  expect(carriedOutIn(text)).toEqual(carriedOut);
});

function listCode(folder: string): string[] {
  const entries = readdirSync(`${root}/${folder}`, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.m?[jt]sx?$/.test(entry.name) && !/\/(fixtures|node_modules)(\/|$)/.test(entry.parentPath))
    .map((entry) => posix.relative(root, posix.join(entry.parentPath, entry.name)));
}

function readSource(path: string): SourceFile {
  const text = readFileSync(`${root}/${path}`, 'utf8');
  return { path, text, imports: importsIn(text), carriedOut: carriedOutIn(text) };
}

/** A dialog may know the types of what opens it: nothing waits for itself there. */
function carriedOutIn(text: string): string[] {
  return importsIn(text.replaceAll(/^import type [^;]+;/gm, ''));
}

function importsIn(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function named(path: string, reason: string | null): string | null {
  return reason && `${path}: ${reason}`;
}

function isText(value: string | null): value is string {
  return value !== null;
}

/** Each cycle once, as the way from its first file back to itself; a depth-first walk that meets a file of its own way has found one. */
function findCycles(sources: SourceFile[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const cycles: string[] = [];

  function walk(path: string, way: string[]): void {
    if (way.includes(path)) cycles.push([...way.slice(way.indexOf(path)), path].join(' -> '));
    if (way.includes(path) || done.has(path)) return;
    const source = byPath.get(path);
    const targets = source?.carriedOut.filter((specifier) => specifier.startsWith('.')) ?? [];
    for (const specifier of targets) {
      const target = posix.join(posix.dirname(path), specifier);
      walk([target, `${target}.ts`, `${target}/index.ts`].find((name) => byPath.has(name)) ?? target, [...way, path]);
    }
    done.add(path);
  }

  for (const { path } of sources) walk(path, []);
  return cycles;
}
