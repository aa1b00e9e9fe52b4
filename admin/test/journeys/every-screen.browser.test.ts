import { describe, expect, test } from 'vitest';
import { scenes } from '../scenes/all.ts';
import { enterScene } from '../scenes/scene.ts';
import { useAdmin } from '../use-admin.ts';

const admin = useAdmin();
/** A key of the catalogue that has no text shows as itself. */
const bareKey = /\b(common|shell|account|inbox|thread|composer|panel|contacts|settings|team|channels|console|profile):[a-z][\w.-]+/;
const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

describe.each(scenes)('$name', (scene) => {
  test('fits a phone 360 px wide', async () => {
    const { world, url, openAs } = admin();
    const page = await openAs(scene.as === null ? null : world[scene.as ?? 'ada'], '/login', { width: 360, height: 740 });
    await enterScene(page, url, scene, world);

    expect(await page.evaluate(overflow)).toBe(0);
  });

  test('is in Russian once Russian is chosen', async () => {
    const { world, url, openAs } = admin();
    const page = await openAs(scene.as === null ? null : world[scene.as ?? 'ada'], '/login');
    await enterScene(page, url, scene, world);
    const english = await page.locator('body').innerText();
    expect(english).not.toMatch(bareKey);
    // Switched live, as the menu does it: what is open stays open.
    await page.evaluate("localStorage.setItem('hub.language', 'ru')");
    const path = new URL(page.url());
    await page.goto(path.toString());
    await page.locator('h1, h2, .rail').first().waitFor();

    expect(await page.locator('html').getAttribute('lang')).toBe('ru');
    expect(await page.locator('body').innerText()).not.toMatch(bareKey);
  });
});
