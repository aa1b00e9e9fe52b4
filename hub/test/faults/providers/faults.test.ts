import { afterAll, expect, test } from 'vitest';
import { useHub } from '../../start-hub.ts';
import { publicUrl } from './driver.ts';
import { faults } from './faults.ts';
import { startInstagramPrivateDriver } from './instagram-private.ts';
import { startInstagramDriver } from './instagram.ts';
import { startTelegramDriver } from './telegram.ts';
import { startVkDriver } from './vk.ts';
import { startWhatsAppWebDriver } from './whatsapp-web.ts';
import { startWhatsAppDriver } from './whatsapp.ts';

const drivers = await Promise.all([
  startTelegramDriver(),
  startWhatsAppDriver(),
  startInstagramDriver(),
  startVkDriver(),
  startInstagramPrivateDriver(),
  startWhatsAppWebDriver(),
]);
const environments = drivers.map(({ environment }) => environment);
const hub = useHub(Object.assign({ PUBLIC_URL: publicUrl }, ...environments) as Record<string, string>);
afterAll(() => Promise.all(drivers.map((driver) => driver.stop())));

// One fault after the other, as some strike all accounts of an emulator; the providers side by side, since most of it is waiting.
for (const { key, name, run } of faults) {
  test(name, { timeout: 240_000 }, async () => {
    const parts = { url: () => hub().url, client: () => hub().client, token: hub().token };
    const tried = drivers.filter(({ leavesOut }) => !leavesOut?.[key]);
    const outcomes = await Promise.allSettled(tried.map((driver) => run(parts, driver)));
    const broken = outcomes.map((outcome, at) =>
      outcome.status === 'rejected' ? `${tried[at]?.provider}: ${wordsOf(outcome.reason)}` : [],
    );
    expect(broken.flat()).toEqual([]);
  });
}

/** What broke, and what there was instead: an assertion keeps a list of violations short. */
function wordsOf(reason: unknown): string {
  return reason instanceof Error && 'actual' in reason ? `${reason.message}: ${JSON.stringify(reason.actual)}` : String(reason);
}
