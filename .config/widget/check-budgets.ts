import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

/** Kilobytes of 1,000 bytes, gzip: the design's section 10. What is loaded only when it is asked for (emoji, forms, lightbox) is not counted. */
const budgets = { loader: 2.5, frame: 22, chat: 35 };

/** What a part of the widget weighs. */
export interface Weight {
  part: string;
  kilobytes: number;
}

const manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]), css: z.array(z.string()).default([]) }),
);

/** Throws when a part of the built widget is heavier than its budget; returns what each weighs. */
export async function checkWidgetBudgets(folder: string): Promise<Weight[]> {
  const chunks = manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const filesOf = (...entries: string[]) => {
    const files = new Set<string>();
    const add = (key: string): void => {
      const chunk = chunks[key];
      if (!chunk) throw new Error(`the build has no ${key}`);
      if (files.has(chunk.file)) return;
      for (const file of [chunk.file, ...chunk.css]) files.add(file);
      chunk.imports.forEach(add);
    };
    entries.forEach(add);
    return [...files];
  };
  const weigh = async (part: string, files: string[], most: number): Promise<Weight> => {
    const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(join(folder, file)), { level: 9 }).length));
    const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
    if (kilobytes > most) throw new Error(`the widget's ${part} weighs ${kilobytes.toFixed(1)} KB, more than its budget of ${most} KB`);
    return { part, kilobytes };
  };
  return [
    await weigh('loader', ['widget.js'], budgets.loader),
    await weigh('frame before it is opened', filesOf('frame/main.ts'), budgets.frame),
    await weigh('frame and chat', filesOf('frame/main.ts', 'chat/mount-chat.ts'), budgets.chat),
  ];
}
