import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import type { ChannelReport, Connection, DeliverPayload } from '../contract/channel.ts';
import { memorySession, testContext } from '../contract/context.fixture.ts';
import type { InboundEvent } from '../contract/inbound.ts';
import type { OutboundMessage } from '../contract/outbound.ts';
import type { ChannelSession } from '../contract/sign-in.ts';
import { startWhatsAppWebEmulator, type EmulatorOptions } from '../emulators/whatsapp-web/emulator.ts';
import { findBrowser } from '../../hub/test/browser.ts';
import { connectWhatsAppWeb } from './channel.ts';
import { realTiming, type Timing } from './session/timing.ts';
import { startWorker, type StartWorker } from './session/worker-process.ts';
import { whatsappWebSettings } from './settings.ts';

/** A busy machine starts a browser slowly. */
export const patience = { timeout: 120_000, interval: 50 };

/** A connection that listens, and what it handed over and told. */
export interface Listening {
  connection: Connection;
  events: InboundEvent[];
  reports: ChannelReport[];
  /** May be changed while it lives. */
  timing: Timing;
  /** The last word on how it is doing. */
  health(): ChannelReport['health'] | undefined;
  /** Stops listening and closes, as the hub does. */
  stop(): Promise<void>;
}

/** An emulated WhatsApp with a shop's phone and a customer, and a way to listen to it with a real browser. */
export async function startTestAccount(options: EmulatorOptions = {}) {
  const emulator = await startWhatsAppWebEmulator(options);
  const browser = await findBrowser();
  const shop = emulator.createPhone({ name: 'Corner Shop' });
  const ann = emulator.createPerson({ name: 'Ann' });
  const session = memorySession();
  const channelId = randomUUID();
  const stops: (() => Promise<void>)[] = [];

  /** Listens as the hub would; everything is the same account unless said. */
  function listen(
    given: {
      settings?: object;
      timing?: Partial<Timing>;
      start?: StartWorker;
      session?: ChannelSession;
      browser?: string | null;
      deliver?: DeliverPayload;
    } = {},
  ): Listening {
    const reports: ChannelReport[] = [];
    const events: InboundEvent[] = [];
    const context = {
      ...testContext({ settings: {}, apiRoot: emulator.url, channelId, session: given.session ?? session }, reports),
      settings: whatsappWebSettings.parse(given.settings ?? {}),
      findBrowser: () => (given.browser === undefined ? browser : given.browser),
    };
    const timing = { ...realTiming, haste: 100, ...given.timing };
    const connection = connectWhatsAppWeb(context, { timing, start: given.start ?? startWorker });
    const stopping = new AbortController();
    const deliver: DeliverPayload = async (payload) => {
      await given.deliver?.(payload);
      events.push(...connection.parse(payload).flatMap((element) => ('event' in element ? [element.event] : [])));
    };
    const listening = connection.listen?.(deliver, stopping.signal);
    const stop = async () => {
      stopping.abort();
      await listening;
      await connection.close();
    };
    stops.push(stop);
    return { connection, events, reports, timing, health: () => reports.at(-1)?.health, stop };
  }

  /** Scans the code that is shown, and waits until all is well. */
  async function signIn({ reports, health }: Listening): Promise<void> {
    const code = await vi.waitFor(() => {
      const step = reports.at(-1)?.health.signIn;
      expect(step?.kind).toBe('qr');
      return step?.kind === 'qr' ? step.value : '';
    }, patience);
    shop.scan(code);
    await vi.waitFor(() => expect(health()).toEqual({ state: 'ok' }), patience);
  }

  return {
    emulator,
    shop,
    ann,
    session,
    listen,
    signIn,
    async stop() {
      for (const stop of stops) await stop();
      await emulator.stop();
    },
  };
}
export type TestAccount = Awaited<ReturnType<typeof startTestAccount>>;

/** A message of ours to a chat, plain and without anything unless said. */
export function messageTo(person: { phone: string }, fields: Partial<OutboundMessage>): OutboundMessage {
  return { chatId: person.phone, messageId: '65f0c0ffee65f0c0ffee65f0', text: '', format: 'plain', attachments: [], ...fields };
}
