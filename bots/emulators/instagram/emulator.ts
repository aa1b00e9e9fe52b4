import { createClock, type Clock } from '../clock.ts';
import { seededRandom } from '../telegram/delivery/knobs.ts';
import { waitForChange } from '../telegram/transcript.ts';
import { ownerActor, type Owner } from './actors/owner.ts';
import { personActor, type EmulatedPerson } from './actors/person.ts';
import type { Core } from './core.ts';
import { orderlyDelivery, type DeliveryKnobs } from './delivery/knobs.ts';
import { createOutbox } from './delivery/outbox.ts';
import { postSigned, writeBody } from './delivery/sign.ts';
import { createFaults, type Faults } from './faults.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { startServer } from './server.ts';
import type { Account, Login, Message, Person, Token } from './world/state.ts';
import { createWorld, nextId, storeFile, threadOf } from './world/world.ts';

/** How an emulator is set up. */
export interface EmulatorOptions {
  /** The port on 127.0.0.1; 0, the default, takes a free one. */
  port?: number;
  /** The time in milliseconds; the machine's by default. */
  now?: () => number;
  delivery?: Partial<DeliveryKnobs>;
  /** Seed of shuffled deliveries. */
  seed?: number;
}

/** A professional account with an app connected to it: what an admin of that app knows. */
export interface EmulatedAccount {
  readonly id: string;
  readonly appScopedId: string;
  readonly pageId: string | null;
  readonly username: string;
  readonly token: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly owner: Owner;
  /** Enters a callback address in the app's dashboard: Meta asks there first. Throws when the answer is wrong. */
  setWebhook(url: string): Promise<void>;
  /** Whether the app holds the account's conversations; another app does when not, and ours is on standby. */
  setPrimary(isPrimary: boolean): void;
  /** A further token of the account. */
  issueToken(options?: { livesMs?: number | null }): string;
  revokeToken(token: string): void;
  setHumanAgent(isAllowed: boolean): void;
}

/** A running emulated Instagram. */
export interface InstagramEmulator {
  /** The root of both Graph hosts. */
  readonly url: string;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** Disorder of webhooks; may be changed at run time, `flush` lets out what was held. */
  readonly delivery: DeliveryKnobs;
  createAccount(options: { username: string; name?: string; login?: Login; tokenLivesMs?: number | null }): EmulatedAccount;
  createPerson(options: { name: string; username?: string; picture?: { bytes: Buffer; mime: string } }): EmulatedPerson;
  /** Posts any payload to the account's webhook as it is, signed by its app's secret, by another (`null`: not at all); gives the status. */
  post(account: Pick<EmulatedAccount, 'id'>, payload: unknown, options?: { appSecret?: string | null }): Promise<number>;
  /** How many events the account's app has not acknowledged. */
  pending(account: Pick<EmulatedAccount, 'id'>): number;
  flush(): void;
  /** What a person and an account see of their conversation, oldest first. */
  transcript(account: Pick<EmulatedAccount, 'id'>, person: Pick<Person, 'id'>): readonly Message[];
  /** True while the person sees that the account types. */
  isTyping(account: Pick<EmulatedAccount, 'id'>, person: Pick<Person, 'id'>): boolean;
  /** Resolves with the predicate's first truthy value; it is tried now and after every change. */
  waitFor<Value>(
    predicate: () => Value | undefined | null | false,
    options?: { timeout?: number; what?: string },
  ): Promise<NonNullable<Value>>;
  stop(): Promise<void>;
}

const sixtyDaysMs = 60 * 24 * 3_600_000;

/** Starts an emulated Instagram on loopback. */
export async function startInstagramEmulator(options: EmulatorOptions = {}): Promise<InstagramEmulator> {
  const clock = createClock(options.now);
  const world = createWorld(clock);
  const knobs: DeliveryKnobs = { ...orderlyDelivery, ...options.delivery };
  const outbox = createOutbox(world, knobs, seededRandom(options.seed ?? 1));
  const core: Core = { world, faults: createFaults(), requests: createRequestLog(), outbox };
  const server = await startServer(core, options.port ?? 0);
  world.url = server.url;

  const accountOf = ({ id }: Pick<EmulatedAccount, 'id'>): Account => {
    const account = world.accounts.get(id);
    if (!account) throw new Error(`There is no account ${id}`);
    return account;
  };
  const threadBetween = (account: Pick<EmulatedAccount, 'id'>, { id }: Pick<Person, 'id'>) => {
    const person = world.people.get(id);
    if (!person) throw new Error(`There is no person ${id}`);
    return threadOf(world, accountOf(account), person);
  };
  return {
    url: server.url,
    clock,
    faults: core.faults,
    requests: core.requests,
    delivery: knobs,
    createAccount: ({ username, name = username, login = 'instagram', tokenLivesMs }) => {
      const appId = nextId(world, '9');
      const account: Account = {
        id: nextId(world),
        appScopedId: nextId(world, '2'),
        pageId: login === 'facebook' ? nextId(world, '1') : null,
        username,
        name,
        login,
        appId,
        appSecret: `app-secret-${appId}`,
        verifyToken: `verify-${appId}`,
        webhookUrl: null,
        subscribed: new Set(),
        isPrimary: true,
        mayTagHumanAgent: true,
      };
      world.accounts.set(account.id, account);
      // Tokens of pages do not end by themselves.
      return presentAccount(core, account, tokenLivesMs ?? (login === 'facebook' ? null : sixtyDaysMs));
    },
    createPerson: ({ name, username = name.toLowerCase().replaceAll(/\W+/g, '_'), picture }) => {
      const person: Person = {
        id: nextId(world, '7'),
        name,
        username,
        picture: picture ? storeFile(world, picture.bytes, picture.mime) : null,
      };
      world.people.set(person.id, person);
      return personActor(core, person);
    },
    post: (account, payload, { appSecret = accountOf(account).appSecret } = {}) => {
      const { webhookUrl } = accountOf(account);
      if (webhookUrl === null) throw new Error('The account has no webhook');
      return postSigned(webhookUrl, Buffer.isBuffer(payload) ? payload : writeBody(payload), { appSecret });
    },
    pending: (account) => outbox.pending(account),
    flush() {
      knobs.isHeld = false;
      outbox.flush();
    },
    transcript: (account, person) => threadBetween(account, person).messages,
    isTyping: (account, person) => threadBetween(account, person).isTyping,
    waitFor: (predicate, waiting) => waitForChange(world, predicate, waiting),
    async stop() {
      outbox.stop();
      await server.stop();
    },
  };
}

function presentAccount(core: Core, account: Account, livesMs: number | null): EmulatedAccount {
  const { world } = core;
  const issueToken = (lives: number | null): string => {
    const issuedAt = world.clock.now();
    const value = `${account.login === 'instagram' ? 'IGAA' : 'EAAG'}${account.appId}t${world.tokens.size}`;
    const token: Token = { value, account, issuedAt, expiresAt: lives === null ? null : issuedAt + lives };
    world.tokens.set(value, token);
    return value;
  };
  const { id, appScopedId, pageId, username, appSecret, verifyToken } = account;
  return {
    ...{ id, appScopedId, pageId, username, appSecret, verifyToken },
    token: issueToken(livesMs),
    owner: ownerActor(core, account),
    async setWebhook(url) {
      const challenge = String(1_158_201_444 + world.counters.id);
      const question = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.challenge': challenge, 'hub.verify_token': verifyToken });
      const response = await fetch(`${url}?${question.toString()}`);
      const said = await response.text();
      if (response.status !== 200 || said !== challenge)
        throw new Error(`The callback URL couldn't be validated (${response.status}: ${said})`);
      account.webhookUrl = url;
    },
    setPrimary: (isPrimary) => void (account.isPrimary = isPrimary),
    issueToken: ({ livesMs: lives = livesMs } = {}) => issueToken(lives),
    revokeToken: (token) => void world.tokens.delete(token),
    setHumanAgent: (isAllowed) => void (account.mayTagHumanAgent = isAllowed),
  };
}
