import { expect, vi } from 'vitest';
import { getChannel } from '../../../api/customers/channels.ts';
import { patience, type Driver, type FaultKey, type SendFault } from './driver.ts';
import { openTalk, type Talk, type TalkHub } from './talk.ts';

/** A fault and what must hold under it, whoever the provider is: nothing lost, nothing doubled, order kept, each send ended. */
export interface Fault {
  key: FaultKey;
  name: string;
  run(hub: TalkHub, driver: Driver): Promise<void>;
}

const arrived = ['sent', 'delivered', 'read'];

/** What every provider is put through; a new one needs a driver and nothing here. */
export const faults: readonly Fault[] = [
  {
    key: 'disorder',
    name: 'what comes in often, late and in disorder is one message each',
    async run(hub, driver) {
      const talk = await openTalk(hub, driver, 'Dora');
      const end = talk.account.disturb();
      const texts = Array.from({ length: 8 }, (_, at) => `message ${at}`);
      for (const text of texts) talk.write(text);
      await vi.waitFor(async () => expect(await textsOf(talk)).toEqual(expect.arrayContaining(texts)), patience);
      await vi.waitFor(() => expect(talk.pending()).toBe(0), patience);
      end();
      talk.write('in good order again');
      await vi.waitFor(async () => expect(await textsOf(talk)).toContain('in good order again'), patience);
      // Where disorder is the provider's own, what was stored first counts as told first.
      if (!driver.keepsOrder) {
        const stored = await textsOf(talk);
        talk.history.messages.sort((one, other) => stored.indexOf(one.text) - stored.indexOf(other.text));
      }
      expect(await talk.violations()).toEqual([]);
    },
  },
  {
    key: 'storm',
    name: 'a storm of 429 and one of broken servers delay what is sent and do nothing else to it',
    async run(hub, driver) {
      const talk = await openTalk(hub, driver, 'Stella');
      const [slow, broken] = [talk.account.strike('too-many', 2), talk.account.strike('broken', 2)];
      const texts = ['one', 'two', 'three'].map((word) => `${word} to Stella`);
      for (const text of texts) {
        await talk.say(text);
        if (driver.refusesForGood) await talk.insist(text);
      }

      expect(await talk.violations()).toEqual([]);
      expect(talk.account.seen()).toEqual(texts);
      expect([slow(), broken()]).toEqual([2, 2]);
    },
  },
  cut('cut-before', 'Ben'),
  cut('cut-after', 'Cara'),
  {
    key: 'access',
    name: 'access that ends midway holds everything up, in words; connected again all of it goes out once and in order',
    async run(hub, driver) {
      const talk = await openTalk(hub, driver, 'Emma');
      await talk.say('before');
      await talk.ends('before', (delivery) => expect(arrived).toContain(delivery?.state));
      const connectAgain = talk.account.endAccess();
      const waiting = ['one', 'two', 'three'].map((word) => `${word} for Emma`);
      for (const text of waiting) await talk.say(text);
      for (const text of waiting) {
        await talk.ends(text, (delivery) => expect(delivery).toMatchObject({ state: 'queued', reason: 'auth-expired' }));
      }
      const health = async () => {
        const { health } = await hub.client().call(getChannel, { params: { channelId: talk.account.channelId } });
        return health;
      };
      await vi.waitFor(async () => expect(['failed', 'connecting']).toContain((await health()).state), patience);
      expect((await health()).reason).toMatch(/\w{3}/);
      talk.write('are you there?');

      await connectAgain();

      expect(await talk.violations()).toEqual([]);
      expect(talk.account.seen()).toEqual(['before', ...waiting]);
      await vi.waitFor(async () => expect(['ok', 'warning']).toContain((await health()).state), patience);
    },
  },
  {
    key: 'media',
    name: 'a media server that is down holds files up, not words; once it is back each is there once',
    async run(hub, driver) {
      const talk = await openTalk(hub, driver, 'Mia');
      const end = talk.account.takeMediaDown();
      talk.writeFile();
      talk.write('see the file');
      const files = async () => (await talk.messages()).flatMap(({ direction, attachments }) => (direction === 'in' ? attachments : []));
      await vi.waitFor(async () => expect(await files()).toMatchObject([{ state: 'pending' }]), patience);
      await talk.sayWithFile('and mine', driver.file);
      await talk.ends('and mine', (delivery) => expect(delivery).toMatchObject({ state: 'queued', reason: 'transient' }));

      end();

      await talk.ends('and mine', (delivery) => expect(arrived).toContain(delivery?.state));
      await vi.waitFor(async () => expect(await files()).toMatchObject([{ state: 'ready' }]), patience);
      expect(await talk.violations()).toEqual([]);
    },
  },
];

/** A line that is cut in the middle of a send: what nobody can know is said to be unknown, and never sent again by itself. */
function cut(fault: Extract<SendFault, `cut-${string}`>, customer: string): Fault {
  return {
    key: fault,
    name: `a line that is ${fault === 'cut-before' ? 'cut before' : 'cut after'} the provider took a message leaves no double, and a doubt only where it must`,
    async run(hub, driver) {
      const talk = await openTalk(hub, driver, customer);
      const hits = talk.account.strike(fault, 1);
      const [cutOff, next] = [`perhaps to ${customer}`, `surely to ${customer}`];
      await talk.say(cutOff);
      await talk.say(next);
      const isSure = driver.afterCut[fault] === 'sent';
      if (!isSure) talk.history.crashes = 1;
      await talk.ends(cutOff, (delivery) => expect(isSure ? arrived : ['unknown']).toContain(delivery?.state));
      await talk.ends(next, (delivery) => expect(arrived).toContain(delivery?.state));

      expect(await talk.violations()).toEqual([]);
      expect(hits()).toBe(1);
      expect(talk.account.seen()).toEqual(fault === 'cut-after' || isSure ? [cutOff, next] : [next]);
    },
  };
}

async function textsOf(talk: Talk): Promise<string[]> {
  return (await talk.messages()).flatMap(({ direction, text }) => (direction === 'in' ? [text] : []));
}
