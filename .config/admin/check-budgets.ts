import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

/** Kilobytes of 1,000 bytes, gzip, of all script and style that a screen loads at first: the design's section 10. */
const budgets = [{ screen: 'the inbox', entries: ['index.html', 'pages/inbox/inbox-page.ts'], kilobytes: 200 }];

const manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    name: z.string().optional(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);

/** Throws when a screen of the built admin is heavier than its budget; returns what each weighs. */
export async function checkBudgets(folder: string): Promise<{ screen: string; kilobytes: number }[]> {
  const chunks = manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const weights = await Promise.all(
    budgets.map(async ({ screen, entries, kilobytes: most }) => {
      const words = Object.entries(chunks).find(([, { name }]) => name === 'words-en')?.[0];
      const files = filesOf(chunks, words ? [...entries, words] : entries);
      const sizes = await Promise.all([...files].map(async (file) => gzipSync(await readFile(join(folder, file)), { level: 9 }).length));
      const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
      if (kilobytes > most)
        throw new Error(`${screen} of the web admin loads ${kilobytes.toFixed(1)} KB, more than its budget of ${most} KB`);
      return { screen, kilobytes };
    }),
  );
  return weights;
}

function filesOf(chunks: z.infer<typeof manifest>, entries: readonly string[]): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const add = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = chunks[key];
    if (!chunk) throw new Error(`the build has no ${key}`);
    files.add(chunk.file);
    for (const file of chunk.css) files.add(file);
    chunk.imports.forEach(add);
  };
  entries.forEach(add);
  return files;
}
