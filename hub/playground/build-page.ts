import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const source = fileURLToPath(new URL('page', import.meta.url));
const shared = fileURLToPath(new URL('session.ts', import.meta.url));
const output = fileURLToPath(new URL('../../.build/playground', import.meta.url));

/** The folder with the built page, which is built first where it is missing or older than its sources. */
export async function buildPage(): Promise<string> {
  const builtAt = await timeOf(join(output, 'index.html'));
  if (builtAt > (await newestOf([source, shared]))) return output;
  await build({
    configFile: false,
    root: source,
    base: './',
    logLevel: 'warn',
    // Older targets rewrite light-dark(), by which the page's colours follow the theme.
    build: { outDir: output, emptyOutDir: true, target: 'es2023', cssTarget: ['chrome125', 'firefox128', 'safari18'] },
  });
  return output;
}

async function newestOf(paths: readonly string[]): Promise<number> {
  const times = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path);
      if (!found.isDirectory()) return found.mtimeMs;
      return newestOf((await readdir(path)).map((name) => join(path, name)));
    }),
  );
  return Math.max(0, ...times);
}

async function timeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null); // absent: never built
  return found?.mtimeMs ?? 0;
}
