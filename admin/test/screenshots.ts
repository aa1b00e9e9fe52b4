import { mkdir, rm } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../hub/test/browser.ts';
import { signIn } from '../../hub/test/factories.ts';
import { buildAdmin } from '../../.config/admin/build-admin.ts';
import { scenes } from './scenes/all.ts';
import { enterScene, settled, type Scene } from './scenes/scene.ts';
import { startMessengers } from './world/messengers.ts';
import { startWorld } from './world/start-world.ts';

// Pictures of every screen: `npm run screenshots [-- part-of-a-name [light,dark,narrow,wide,russian]]` writes them to .build/screenshots/.
const [only = '', wanted = 'light,dark,narrow,wide,russian'] = process.argv.slice(2);
// What is typed and pressed on the way into a scene is English, and so are texts waited for.
const isSpokenAnywhere = ({ prepare, waitFor }: Scene): boolean => prepare === undefined && !waitFor.startsWith('text=');
const usual = { width: 1440, height: 900 };
const looks: readonly { look: string; width: number; height: number; language?: string; shows?: (scene: Scene) => boolean }[] = [
  { look: 'light', ...usual },
  { look: 'dark', ...usual },
  { look: 'narrow', width: 360, height: 740 },
  { look: 'wide', width: 2560, height: 1440, shows: ({ isWideToo = false }) => isWideToo },
  { look: 'russian', ...usual, language: 'ru', shows: isSpokenAnywhere },
  { look: 'russian-narrow', width: 360, height: 740, language: 'ru', shows: isSpokenAnywhere },
];
const port = 4290;
const url = `http://localhost:${port}`;
const folder = '.build/screenshots';

await buildAdmin((line) => process.stderr.write(`${line}\n`));
const messengers = await startMessengers();
const { running, world, stop } = await startWorld({ port, publicUrl: url, environment: messengers.environment });
await messengers.fill({ client: world.client, url: running.url });
const browser = await openBrowser();
if (process.argv.length === 2) await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
let missed = 0;
for (const each of looks.filter(({ look }) => wanted.split(',').some((part) => look.startsWith(part)))) {
  for (const scene of scenes.filter((one) => one.name.includes(only) && (each.shows?.(one) ?? true))) await shoot(browser, scene, each);
}
await browser.close();
await stop();
await messengers.stop();
process.exit(missed > 0 ? 1 : 0);

async function shoot(from: Browser, scene: Scene, { look, width, height, language = 'en' }: (typeof looks)[number]): Promise<void> {
  const context = await from.newContext({
    viewport: width < usual.width ? usual : { width, height },
    colorScheme: look === 'dark' ? 'dark' : 'light',
    locale: language,
  });
  if (scene.as !== null) {
    const [name = '', value = ''] = (await signIn(running.hub, world[scene.as ?? 'ada'].user._id)).cookie.split('=');
    await context.addCookies([{ name, value, url }]);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  try {
    await enterScene(page, url, scene, world);
    if (width < usual.width) {
      await page.setViewportSize({ width, height });
      await scene.whenNarrow?.(page);
      await page.evaluate(settled);
    }
  } catch (error) {
    missed += 1;
    process.stderr.write(`${scene.name} ${look}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n`);
  }
  const file = `${folder}/${scene.name}-${look}.png`;
  await page.screenshot({ path: file });
  process.stdout.write(`${file}\n`);
  await context.close();
}
