import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The hub's secrets, newest first: from HUB_SECRET, or from a file in the data folder that is made on the first start. Several
 * hubs, and a hub and its command line, must have the same.
 */
export async function loadSecrets({
  HUB_SECRET,
  HUB_DATA_DIR,
}: {
  HUB_SECRET?: string | undefined;
  HUB_DATA_DIR: string;
}): Promise<string[]> {
  if (HUB_SECRET !== undefined)
    return HUB_SECRET.split(',')
      .map((secret) => secret.trim())
      .filter(Boolean);
  const path = join(HUB_DATA_DIR, 'secret');
  await mkdir(HUB_DATA_DIR, { recursive: true });
  try {
    // 'wx': of two that start at once, one writes, and both read the same.
    await writeFile(path, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return (await readFile(path, 'utf8')).split('\n').filter(Boolean);
}
