import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { z } from 'zod';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const results = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      help: z.string(),
      nodes: z.array(z.object({ target: z.array(z.unknown()), failureSummary: z.string().optional() })),
    }),
  ),
});

/** What axe finds wrong on a page by WCAG 2.2 A and AA and its best practices, one line each; empty: nothing. */
export async function violationsOf(page: Page | Frame): Promise<string[]> {
  await page.evaluate(source);
  const found = results.parse(
    await page.evaluate(
      "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => ({ violations }))",
    ),
  );
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id}: ${help} at ${target.map(String).join(' ')} (${failureSummary?.replaceAll(/\s+/g, ' ') ?? ''})`,
    ),
  );
}
