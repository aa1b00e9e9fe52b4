import { mkdir } from 'node:fs/promises';
import { openBrowser } from '../../hub/test/browser.ts';
import { testPassword } from '../../hub/test/factories.ts';

// Pictures of a running admin: `npx tsx admin/test/look.ts http://localhost:4100 /inbox/mine,/contacts [light,dark,narrow] [ru]` writes to .build/look/.
const [base = 'http://localhost:4100', paths = '/inbox/mine', looks = 'light', language = 'en'] = process.argv.slice(2);
const browser = await openBrowser();
await mkdir('.build/look', { recursive: true });
for (const look of looks.split(',')) {
  const context = await browser.newContext({
    viewport: look === 'narrow' ? { width: 360, height: 740 } : { width: 1440, height: 900 },
    colorScheme: look === 'dark' ? 'dark' : 'light',
    locale: language,
  });
  await context.request.post(`${base}/api/v1/sessions`, {
    data: { email: 'ada@example.com', password: testPassword },
    headers: { origin: base },
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) console.log(`[${message.type()}] ${message.text()}`);
  });
  page.on('pageerror', (error) => console.log(`[page error] ${error.stack ?? error.message}`));
  for (const path of paths.split(',')) {
    await page.goto(`${base}/admin${path}`, { waitUntil: 'load' });
    await page.waitForTimeout(Number(process.env['LOOK_WAIT'] ?? 2500));
    const file = `.build/look/${path.replaceAll(/\W+/g, '-').replace(/^-/, '')}-${look}-${language}.png`;
    await page.screenshot({ path: file });
    console.log(file);
  }
  await context.close();
}
await browser.close();
