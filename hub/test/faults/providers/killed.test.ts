import { expect, onTestFinished, test } from 'vitest';
import { useFaultWorld } from '../world.ts';
import { publicUrl } from './driver.ts';
import { startInstagramPrivateDriver } from './instagram-private.ts';
import { startInstagramDriver } from './instagram.ts';
import { openTalk } from './talk.ts';
import { startVkDriver } from './vk.ts';
import { startWhatsAppDriver } from './whatsapp.ts';

const world = useFaultWorld();

test(
  'a hub that dies once a provider has taken a message doubles it nowhere, and loses nothing that came meanwhile',
  { timeout: 600_000 },
  async () => {
    // WhatsApp Web is not among them, as each life of a hub costs a browser and a sign-in is kept only some seconds after it was made:
    // see it lose an answer and its process in bots/whatsapp-web/lives.test.ts.
    // Those that send a doubtful message again, as their provider knows repeats, come last: that too is a step.
    const drivers = await Promise.all([startWhatsAppDriver(), startInstagramDriver(), startInstagramPrivateDriver(), startVkDriver()]);
    onTestFinished(() => Promise.all(drivers.map((driver) => driver.stop())).then(() => undefined));
    const environment = Object.assign({ PUBLIC_URL: publicUrl }, ...drivers.map((driver) => driver.environment)) as Record<string, string>;
    const parts = { url: () => world().url(), client: () => world().client(), token: world().token };
    let dying = await world().startHub({ ...environment, CRASH_POINT: 'out.accepted' });
    const talks = await Promise.all(drivers.map((driver) => openTalk(parts, driver, `Kim of ${driver.provider}`)));
    for (const [at, talk] of talks.entries()) {
      const saying = talk.say('only once');
      expect(await dying.ended, `${drivers[at]?.provider}: ${dying.output()}`).toBe('SIGKILL');
      talk.history.crashes = 1;
      talk.write('while nobody listened');

      dying = await world().startHub({ ...environment, ...(at < talks.length - 1 && { CRASH_POINT: 'out.accepted' }) });
      for (const driver of drivers) await driver.follow(parts);
      await saying;
      expect(await talk.violations(), drivers[at]?.provider).toEqual([]);
      expect(talk.account.seen(), drivers[at]?.provider).toEqual(['only once']);
    }
  },
);
