import { mkdir } from 'node:fs/promises';
import { stderr, stdout } from 'node:process';
import type { Browser, Frame, Page } from 'playwright-core';
import { buildMissingWidget } from '../../../.config/widget/build-widget.ts';
import { startWorld } from '../../../admin/test/world/start-world.ts';
import { createSchedule } from '../../../hub/api/team/schedules.ts';
import { getWidget, updateWidget } from '../../../hub/api/widget/settings.ts';
import { openBrowser } from '../../../hub/test/browser.ts';
import { startSite } from '../host-page.ts';
import { widgetStates, type WidgetState } from './states.ts';

// Pictures of every state of the widget: `npm run screenshots:widget [-- part-of-a-name [light,dark,narrow,russian,rtl]]` writes them to .build/screenshots/widget/.
const [only = '', wanted = 'light,dark,narrow,russian,rtl'] = process.argv.slice(2);
const usual = { width: 900, height: 800, colorScheme: 'light', language: 'en' } as const;
const looks = [
  { look: 'light', ...usual },
  { look: 'dark', ...usual, colorScheme: 'dark' },
  { look: 'narrow', ...usual, width: 360, height: 740 },
  { look: 'russian', ...usual, width: 360, height: 740, language: 'ru' },
  { look: 'rtl', ...usual, language: 'ar' },
] as const;
type Look = (typeof looks)[number];
const port = 4291;
const url = `http://localhost:${port}`;
const folder = '.build/screenshots/widget';

await buildMissingWidget((line) => stderr.write(`${line}\n`));
const [{ world, stop }, browser, site] = await Promise.all([startWorld({ port, publicUrl: url }), openBrowser(), startSite()]);
const { client } = world;
const { widgetKey, settings, helpBoxUrl } = await client.call(getWidget);
const week = Array.from({ length: 7 }, () => []);
const { id: closedScheduleId } = await client.call(createSchedule, { body: { name: 'Never', timeZone: 'UTC', week, holidays: [] } });
await mkdir(folder, { recursive: true });
let missed = 0;
for (const state of widgetStates.filter(({ name }) => name.includes(only))) {
  const own = { ...settings, helpBox: { ...settings.helpBox, isOn: true }, ...state.settings?.({ closedScheduleId }) };
  await client.call(updateWidget, { body: own });
  for (const each of looks.filter(({ look }) => wanted.includes(look))) await shoot(browser, state, each);
}
await browser.close();
await site.stop();
await stop();
process.exit(missed > 0 ? 1 : 0);

async function shoot(from: Browser, state: WidgetState, { look, width, height, colorScheme, language }: Look): Promise<void> {
  const context = await from.newContext({ viewport: { width, height }, colorScheme, locale: language, timezoneId: 'Europe/Berlin' });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  try {
    await state.enter({ page, context, client, closedScheduleId, chat: await comeTo(page, state, language) });
  } catch (error) {
    missed += 1;
    stderr.write(`${state.name} ${look}: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  // What fades in is there.
  await page
    .evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished)).catch(() => undefined)')
    .catch(() => undefined);
  const file = `${folder}/${state.name}-${look}.png`;
  await page.screenshot({ path: file, animations: 'disabled' });
  stdout.write(`${file}\n`);
  await context.close();
}

/** Opens the site, or the page that the chat is by itself; gives where the chat is drawn. */
async function comeTo(page: Page, { page: kind }: WidgetState, language: string): Promise<Page | Frame> {
  // The loader's root is closed to the page; open, locators see into it.
  await page.addInitScript({
    content: `const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (init) { return attach.call(this, { ...init, mode: 'open' }); };`,
  });
  if (kind) {
    if (kind === 'installed') {
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Emulation.setEmulatedMedia', { features: [{ name: 'display-mode', value: 'standalone' }] });
    }
    await page.goto(`${helpBoxUrl}?language=${language}`);
    await page.locator('.greeting').waitFor();
    return page;
  }
  const head = `<script>document.documentElement.lang = '${language}'; document.documentElement.dir = '${language === 'ar' ? 'rtl' : 'ltr'}'</script>
    <style>:root { color-scheme: light dark; font: 16px/1.6 system-ui } main { padding: 24px }</style>
    <script async src="${url}/widget.js" data-key="${widgetKey}"></script>`;
  site.put('/', { head, body: '<p>Bowls and vases, thrown by hand.</p>' });
  await page.goto(`${site.url}/`);
  await page.locator('iframe + button').waitFor();
  const frame = await (await page.locator('iframe').elementHandle())?.contentFrame();
  if (!frame) throw new Error('the widget has no frame');
  return frame;
}
