import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether a built file is older than any of its sources, or not there. */
export async function isOutdated(built: string, sources: readonly string[]): Promise<boolean> {
  const [made, changed] = await Promise.all([timeOf(built), newestOf(sources)]);
  return made <= changed;
}

async function newestOf(paths: readonly string[]): Promise<number> {
  const times = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch(() => null); // absent: no source
      if (!found) return 0;
      if (!found.isDirectory()) return found.mtimeMs;
      return newestOf((await readdir(path)).filter((name) => name !== 'test').map((name) => join(path, name)));
    }),
  );
  return Math.max(0, ...times);
}

async function timeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null); // absent: never built
  return found?.mtimeMs ?? 0;
}
