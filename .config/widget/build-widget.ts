import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { isOutdated } from '../built-from.ts';
import { checkWidgetBudgets, type Weight } from './check-budgets.ts';
import viteConfig, { loaderConfig, pageWorkerConfig } from '../vite.widget.config.ts';

const from = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const output = from('.build/widget');
/** What the widget is made of; a change in any of it makes the built one old. */
const sources = ['widget', 'bots/contract', 'package-lock.json', '.config/vite.widget.config.ts', '.config/widget'].map(from);

/** Builds the site widget: frame and chat, the loader, the types of its calls. Returns what each part weighs; throws when one is over its budget. */
export async function buildWidget(): Promise<Weight[]> {
  await build(viteConfig);
  await build(loaderConfig);
  await build(pageWorkerConfig);
  await copyFile(from('widget/loader/widget.d.ts'), join(output, 'widget.d.ts'));
  return checkWidgetBudgets(output);
}

/** Builds the widget where it is missing or older than its sources. Says what it does by `tell`. */
export async function buildMissingWidget(tell: (line: string) => void = () => undefined): Promise<void> {
  if (!(await isOutdated(join(output, 'widget.d.ts'), sources))) return;
  tell('Building the site widget (once, some seconds)');
  await buildWidget();
}
