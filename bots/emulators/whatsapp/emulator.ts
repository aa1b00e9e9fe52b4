import { createClock } from '../clock.ts';
import type { Core } from './core.ts';
import { userActor, writeFromPhone } from './actors/user.ts';
import type { EmulatedUser, MessageRef, NumberRef } from './actors/user.ts';
import { orderlyDelivery } from './delivery/knobs.ts';
import type { DeliveryKnobs } from './delivery/knobs.ts';
import { shakeHands, startPusher } from './delivery/pusher.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { createRequestLog } from './request-log.ts';
import type { RequestLog } from './request-log.ts';
import { startServer } from './server.ts';
import { transcriptOf } from './transcript.ts';
import type { TranscriptMessage } from './transcript.ts';
import { waitForChange } from './wait-for-change.ts';
import { createPairRate } from './world/limits.ts';
import type { BusinessNumber, Person, Template } from './world/state.ts';
import { createWorld, findPerson, nextId } from './world/world.ts';

/** How an emulator is set up. */
export interface EmulatorOptions {
  /** The port on 127.0.0.1; 0, the default, takes a free one. */
  port?: number;
  /** The time in milliseconds; the machine's by default. */
  now?: () => number;
  /** Seed of shuffled deliveries. */
  seed?: number;
}

/** A number of a business, and what its owner finds in Meta's pages. */
export type EmulatedNumber = Pick<BusinessNumber, 'phoneNumberId' | 'businessAccountId' | 'accessToken' | 'appSecret' | 'phone' | 'name'>;

/** A running emulated WhatsApp. */
export interface WhatsAppEmulator {
  /** The root of the Graph API. */
  readonly url: string;
  readonly faults: Faults;
  /** Every call, written down before it is carried out. */
  readonly requests: RequestLog;
  /** Disorder of webhooks; may be changed at run time. */
  readonly delivery: DeliveryKnobs;
  createNumber(given?: { name?: string; phone?: string; templates?: Template[] }): EmulatedNumber;
  createUser(given: { name: string; phone?: string; username?: string; hidesPhone?: boolean }): EmulatedUser;
  /** Enters the app's webhook, as its owner does by hand; false when the address did not answer the handshake. */
  setAppWebhook(number: NumberRef, url: string, verifyToken: string): Promise<boolean>;
  /** The number's own webhook. */
  webhookOf(number: NumberRef): string | undefined;
  /** Makes a public address lead somewhere else: there is no name server here. */
  resolve(from: string, to: string): void;
  /** Ends the number's token and gives the new one. */
  renewToken(number: NumberRef): string;
  setTemplates(number: NumberRef, templates: Template[]): void;
  /** What the number's health says from now on. */
  setHealth(number: NumberRef, canSend: 'AVAILABLE' | 'LIMITED' | 'BLOCKED', why?: string): void;
  /** Whether the pair rate (one message in six seconds to one person, after a burst) is held to. */
  enforcePairRate(isEnforced: boolean): void;
  /** Whether files are served by way of another host. */
  redirectFiles(isOn: boolean): void;
  /** Serves a file of a message with other bytes than were announced, or rightly again. */
  spoilFile(message: MessageRef, isSpoilt: boolean): void;
  /** The id of a message's file, as webhooks tell it. */
  fileIdOf(message: MessageRef): string;
  /** The owner writes to a customer in the app on the phone. */
  writeFromPhone(number: NumberRef, to: EmulatedUser, text: string): MessageRef;
  /** Posts news of the account under a field of its own. */
  pushNews(number: NumberRef, field: string, value: Record<string, unknown>): void;
  /** What waits to be taken by the webhook. */
  pendingWebhooks(number: NumberRef): number;
  transcript(number: NumberRef, user: EmulatedUser): TranscriptMessage[];
  /** Resolves with the predicate's first truthy value; it is tried now and after every change. */
  waitFor<Value>(
    predicate: () => Value | undefined | null | false,
    options?: { timeout?: number; what?: string },
  ): Promise<NonNullable<Value>>;
  /** Moves the emulated time forward. */
  advance(ms: number): void;
  stop(): Promise<void>;
}

/** Starts an emulated WhatsApp Cloud API on loopback. */
export async function startWhatsAppEmulator(options: EmulatorOptions = {}): Promise<WhatsAppEmulator> {
  const world = createWorld(createClock(options.now ?? Date.now));
  const knobs: DeliveryKnobs = { ...orderlyDelivery };
  const names = new Map<string, string>();
  const resolve = (url: string) =>
    [...names].reduce((found, [from, to]) => (found.startsWith(from) ? to + found.slice(from.length) : found), url);
  let redirects = false;
  let root = '';
  const core: Core = {
    world,
    knobs,
    faults: createFaults(),
    requests: createRequestLog(),
    rate: createPairRate(world),
    pusher: startPusher({ world, knobs, resolve, seed: options.seed ?? 1 }),
    root: () => root,
    resolve,
  };
  const server = await startServer(core, options.port ?? 0, () => redirects);
  root = server.url;
  const numberOf = ({ phoneNumberId }: NumberRef): BusinessNumber => {
    const number = world.numbers.get(phoneNumberId);
    if (!number) throw new Error(`There is no number ${phoneNumberId}`);
    return number;
  };
  const personOf = ({ userId }: EmulatedUser): Person => {
    const person = findPerson(world, userId);
    if (!person) throw new Error(`There is no person ${userId}`);
    return person;
  };

  return {
    url: server.url,
    faults: core.faults,
    requests: core.requests,
    delivery: knobs,
    createNumber(given = {}) {
      const number = newNumber(nextId(world), given);
      world.numbers.set(number.phoneNumberId, number);
      const { phoneNumberId, businessAccountId, accessToken, appSecret, phone, name } = number;
      return { phoneNumberId, businessAccountId, accessToken, appSecret, phone, name };
    },
    createUser({ name, phone, username, hidesPhone }) {
      const count = nextId(world);
      const person: Person = {
        name,
        phone: hidesPhone ? undefined : (phone ?? `4915550${String(count).padStart(5, '0')}`),
        userId: `DE.13491208655302${String(count).padStart(6, '0')}`,
        username,
        blocked: new Set(),
        isOnline: true,
      };
      world.people.add(person);
      return userActor(core, person);
    },
    async setAppWebhook(ref, url, verifyToken) {
      if ((await shakeHands(resolve(url), verifyToken)) !== null) return false;
      numberOf(ref).appWebhook = { url, verifyToken };
      return true;
    },
    webhookOf: (ref) => numberOf(ref).webhook?.url,
    resolve: (from, to) => void names.set(from, to),
    renewToken(ref) {
      const number = numberOf(ref);
      number.accessToken = `${number.accessToken}x`;
      return number.accessToken;
    },
    setTemplates(ref, templates) {
      numberOf(ref).templates = templates;
    },
    setHealth(ref, canSend, why) {
      const errors = why === undefined ? [] : [{ error_code: 141010, error_description: why }];
      numberOf(ref).health = { can_send_message: canSend, errors };
    },
    enforcePairRate(isEnforced) {
      core.rate.isEnforced = isEnforced;
    },
    redirectFiles(isOn) {
      redirects = isOn;
    },
    spoilFile({ id }, isSpoilt) {
      const file = world.messages.get(id)?.file;
      if (file) file.isSpoilt = isSpoilt;
    },
    fileIdOf: ({ id }) => world.messages.get(id)?.file?.id ?? '',
    writeFromPhone: (ref, to, text) => writeFromPhone(core, numberOf(ref), personOf(to), text),
    pushNews: (ref, field, value) => core.pusher.push(numberOf(ref), { field, value }),
    pendingWebhooks: (ref) => numberOf(ref).outbox.length,
    transcript: (ref, user) => transcriptOf(world, numberOf(ref), personOf(user)),
    waitFor: (predicate, waiting) => waitForChange(world, predicate, waiting),
    advance: (ms) => world.clock.advance(ms),
    async stop() {
      core.pusher.stop();
      core.faults.clear();
      await server.stop();
    },
  };
}

function newNumber(
  count: number,
  { name = 'Lucky Shrub', phone, templates = [] }: { name?: string; phone?: string; templates?: Template[] },
): BusinessNumber {
  const padded = String(count).padStart(6, '0');
  return {
    phoneNumberId: `106540352${padded}`,
    businessAccountId: `102290129${padded}`,
    phone: phone ?? `15550${padded}`,
    name,
    accessToken: `EAAemulatedToken${padded}`,
    appSecret: `emulated-app-secret-${padded}`,
    templates,
    isSubscribed: false,
    health: { can_send_message: 'AVAILABLE', errors: [] },
    outbox: [],
  };
}
