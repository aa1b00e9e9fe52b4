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

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds wrong on a page by WCAG 2.2 A and AA and its best practices, one line each; empty: nothing. `colours` asks for contrast alone: all
 * that another theme of a page just looked at can change.
 */
export async function violationsOf(page: Page | Frame, asked: 'all' | 'colours' = 'all'): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(source);
  const runOnly = JSON.stringify(asked === 'all' ? standards : { type: 'rule', values: ['color-contrast'] });
  const found = results.parse(await page.evaluate(`axe.run(document, { runOnly: ${runOnly} }).then(({ violations }) => ({ violations }))`));
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id}: ${help} at ${target.map(String).join(' ')} (${failureSummary?.replaceAll(/\s+/g, ' ') ?? ''})`,
    ),
  );
}
