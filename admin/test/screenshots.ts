import { mkdir, rm } from 'node:fs/promises';
import { openBrowser } from '../../hub/test/browser.ts';
import { signIn } from '../../hub/test/factories.ts';
import { buildAdmin } from '../../.config/admin/build-admin.ts';
import { scenes } from './scenes/all.ts';
import { enterScene } from './scenes/scene.ts';
import { startWorld } from './world/start-world.ts';

// Pictures of every screen, light, dark and narrow: `npm run screenshots [-- part-of-a-name]` writes them to .build/screenshots/.
const only = process.argv[2] ?? '';
const looks = [
  { look: 'light', width: 1440, height: 900 },
  { look: 'dark', width: 1440, height: 900 },
  { look: 'narrow', width: 360, height: 740 },
] as const;
const port = 4290;
const url = `http://localhost:${port}`;
const folder = '.build/screenshots';

await buildAdmin((line) => process.stderr.write(`${line}\n`));
const { running, world, stop } = await startWorld({ port, publicUrl: url });
const browser = await openBrowser();
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
let missed = 0;
for (const { look, width, height } of looks) {
  for (const scene of scenes.filter(({ name }) => name.includes(only))) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: look === 'dark' ? 'dark' : 'light',
      locale: 'en',
    });
    if (scene.as !== null) {
      const [name = '', value = ''] = (await signIn(running.hub, world[scene.as ?? 'ada'].user._id)).cookie.split('=');
      await context.addCookies([{ name, value, url }]);
    }
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    try {
      await enterScene(page, url, scene, world);
    } catch (error) {
      missed += 1;
      process.stderr.write(`${scene.name} ${look}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n`);
    }
    const file = `${folder}/${scene.name}-${look}.png`;
    await page.screenshot({ path: file });
    process.stdout.write(`${file}\n`);
    await context.close();
  }
}
await browser.close();
await stop();
process.exit(missed > 0 ? 1 : 0);
