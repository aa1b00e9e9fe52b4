import { beforeAll, expect, test } from 'vitest';
import { violationsOf } from './axe.ts';
import { scenes } from './scenes/all.ts';
import { enterScene, settled } from './scenes/scene.ts';
import { useAdmin } from './use-admin.ts';
import { startMessengers } from './world/messengers.ts';

const messengers = await startMessengers();
const admin = useAdmin({ environment: messengers.environment });
beforeAll(async () => {
  await messengers.fill({ client: admin().world.client, url: admin().hub.url });
  return () => messengers.stop();
});
/** A key of the catalogue that has no text shows as itself. */
const bareKey =
  /\b(common|shell|account|inbox|thread|composer|panel|contacts|settings|team|channels|console|profile|visitors|widget):[a-z][\w.-]+/;
const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

// One visit for all of it: a scene takes longer to enter than to look at.
test.each(scenes)('$name: axe objects to nothing in light and dark, every text is there, and 360 px are wide enough', async (scene) => {
  const { world, url, openAs, openBlankAs } = admin();
  const page = scene.as === null ? await openAs(null, '/login') : await openBlankAs(world[scene.as ?? 'ada']);
  // One of before may have left them without a connection.
  await page.context().setOffline(false);
  await enterScene(page, url, scene, world);

  expect(await violationsOf(page)).toEqual([]);
  expect(await page.locator('body').innerText()).not.toMatch(bareKey);

  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html.wa-dark').waitFor();
  await page.evaluate(settled);
  expect(await violationsOf(page, 'colours')).toEqual([]);

  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(() => page.evaluate(overflow)).toBe(0);
});

test.each(['/inbox/all', '/contacts', '/visitors', '/settings/profile', '/settings/channels', '/settings/audit', '/settings/agents'])(
  '%s speaks Russian',
  async (path) => {
    const { world, openAs } = admin();
    const page = await openAs(world.ada, path, { language: 'ru' });
    await page.locator('.rail').getByText('Настройки').waitFor();
    await page.locator('hub-skeleton').first().waitFor({ state: 'detached' });

    expect(await page.locator('html').getAttribute('lang')).toBe('ru');
    expect(await page.locator('body').innerText()).not.toMatch(bareKey);
  },
);
