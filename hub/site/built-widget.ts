import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Response } from 'express';
import { z } from 'zod';

/** Where the built widget is: beside the compiled hub, or where `npm start` builds it. */
export const builtWidget = fileURLToPath(
  new URL(import.meta.url.endsWith('.js') ? '../../widget' : '../../.build/widget', import.meta.url),
);

const manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]), css: z.array(z.string()).default([]) }),
);

/** What a page of the widget begins with. */
export interface BuiltFiles {
  scripts: string[];
  styles: string[];
}

/** The files that an entry begins with, its own script first; null while the widget is not built. */
export async function builtFiles(entry: string): Promise<BuiltFiles | null> {
  const text = await readFile(`${builtWidget}/manifest.json`, 'utf8').catch(() => null);
  if (text === null) return null;
  const chunks = manifest.parse(JSON.parse(text));
  const keys = new Set<string>();
  const add = (key: string): void => {
    if (keys.has(key)) return;
    keys.add(key);
    chunks[key]?.imports.forEach(add);
  };
  add(entry);
  const used = [...keys].flatMap((key) => chunks[key] ?? []);
  return { scripts: used.map(({ file }) => file), styles: used.flatMap(({ css }) => css) };
}

/** Says that there is nothing to serve yet, and how to have it built. */
export function notBuilt(response: Response): void {
  response.removeHeader('Cache-Control');
  response.status(503).type('text').send('The widget is not built: run `npm run build:widget`, or start the hub with `npm start`.\n');
}
