import { randomBytes } from 'node:crypto';
import { createCommunity, type VkCommunity } from './actors/group.ts';
import { createCustomer, type VkCustomer } from './actors/user.ts';
import { createClock, type Clock } from '../clock.ts';
import type { Core, RateLimit } from './core.ts';
import { createCallbackDelivery, type CallbackDelivery } from './delivery/callback.ts';
import { createEvent } from './delivery/events.ts';
import { createLongPoll } from './delivery/long-poll.ts';
import { createFaults, type Faults } from './faults.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { startServer } from './server.ts';
import { readTranscript, type SeenMessage } from './transcript.ts';
import { createFileStore } from './world/files.ts';
import type { VkGroup, VkUser, World } from './world/state.ts';
import { dialogOf } from './world/state.ts';

/** How an emulated VK is started. */
export interface VkEmulatorOptions {
  port?: number;
  /** Milliseconds since the epoch; the machine's clock by default. */
  now?: () => number;
  /** Calls a second and token; as many as one likes by default. The real one allows a community 20. */
  callsPerSecond?: RateLimit;
  /** Where the address of a callback server is really served. */
  resolveUrl?: (url: string) => string;
}

/** A VK in this process. */
export interface VkEmulator {
  /** The root of its API: what stands before `/method/...`. No trailing slash. */
  url: string;
  clock: Clock;
  faults: Faults;
  requests: RequestLog;
  /** Posts to callback servers, and how they go. */
  callback: CallbackDelivery;
  limits: Core['limits'];
  createGroup(given?: { name?: string; screenName?: string }): VkCommunity;
  createUser(given?: { firstName?: string; lastName?: string; photo?: Buffer }): VkCustomer;
  /** What a person and a community have written to each other, as the person sees it; `peerId` for a chat of many. */
  transcript(group: { id: number }, person: { id: number } | { peerId: number }): SeenMessage[];
  /** True once the community has answered a press. */
  isAnswered(pressId: string): boolean;
  /** Resolves with what `look` finds; tried on every change. Rejects after `timeout` ms (10 s). */
  waitFor<Found>(look: () => Found | undefined | null | false, timeout?: number): Promise<Found>;
  stop(): Promise<void>;
}

/** Starts an emulated VK on loopback. */
export async function startVkEmulator(options: VkEmulatorOptions = {}): Promise<VkEmulator> {
  const waiters = new Set<() => void>();
  const changed = () => {
    for (const waiter of waiters) waiter();
  };
  const longPoll = createLongPoll(changed);
  const callback = createCallbackDelivery(options.resolveUrl ?? ((url) => url), changed);
  let url = '';
  const world: World = {
    clock: createClock(options.now),
    files: createFileStore(),
    users: new Map(),
    groups: new Map(),
    presses: new Map(),
    url: () => url,
    changed,
    emit(group, type, object) {
      const event = createEvent(group, type, object);
      longPoll.push(group, event);
      callback.push(group, event);
      changed();
      return event;
    },
  };
  const core: Core = {
    world,
    longPoll,
    callback,
    faults: createFaults(),
    requests: createRequestLog(),
    limits: { callsPerSecond: options.callsPerSecond ?? null },
  };
  const server = await startServer(core, options.port ?? 0);
  url = `http://127.0.0.1:${server.port}`;
  let lastUser = 100_000_000;
  let lastGroup = 200_000_000;

  return {
    url,
    clock: world.clock,
    faults: core.faults,
    requests: core.requests,
    callback,
    limits: core.limits,
    createGroup({ name = 'Shop', screenName } = {}) {
      const id = (lastGroup += 1);
      const group: VkGroup = {
        id,
        name,
        screenName: screenName ?? `club${id}`,
        tokens: new Map(),
        confirmationCode: randomBytes(4).toString('hex'),
        hasBotAbilities: true,
        servers: [],
        longPoll: { isEnabled: false, events: new Set(), key: randomBytes(16).toString('hex'), history: [], dropped: 0 },
        dialogs: new Map(),
        lastMessageId: 0,
      };
      world.groups.set(id, group);
      return createCommunity(world, group, longPoll);
    },
    createUser({ firstName = 'Anna', lastName = 'Lee', photo } = {}) {
      const id = (lastUser += 1);
      const picture = photo && world.files.add({ ownerId: id, type: 'photo', name: 'avatar.png', mimeType: 'image/png', bytes: photo });
      const user: VkUser = { id, firstName, lastName, screenName: `id${id}`, ...(picture && { photoKey: picture.key }) };
      world.users.set(id, user);
      return createCustomer(world, user);
    },
    transcript(group, person) {
      const found = world.groups.get(group.id);
      return found ? readTranscript(dialogOf(found, 'peerId' in person ? person.peerId : person.id)) : [];
    },
    isAnswered: (pressId) => world.presses.get(pressId)?.answered === true,
    waitFor(look, timeout = 10_000) {
      return new Promise((resolve, reject) => {
        const end = () => {
          clearTimeout(timer);
          waiters.delete(tryOnce);
        };
        const tryOnce = () => {
          const found = look();
          if (found === undefined || found === null || found === false) return;
          end();
          resolve(found);
        };
        const timer = setTimeout(() => {
          end();
          reject(new Error(`Not seen in ${timeout} ms: ${look.toString()}`));
        }, timeout);
        waiters.add(tryOnce);
        tryOnce();
      });
    },
    async stop() {
      await callback.stop();
      await server.stop();
    },
  };
}
