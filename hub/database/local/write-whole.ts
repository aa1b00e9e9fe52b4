import { rename, writeFile } from 'node:fs/promises';

/** Writes a file readable by this user alone, in one step: a reader sees the old content or the new, never half of it. */
export async function writeWhole(path: string, content: string): Promise<void> {
  await writeFile(`${path}.partial`, content, { mode: 0o600 });
  await rename(`${path}.partial`, path);
}
