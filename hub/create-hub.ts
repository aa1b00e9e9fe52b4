import { join } from 'node:path';
import type { Logger } from 'pino';
import { isProvider, listedProviders, providers } from '../bots/registry.ts';
import type { AnyChannel } from '../bots/contract/channel.ts';
import type { Config } from './config.ts';
import type { ConnectedChannels } from './core/parts/connected-channels.ts';
import { createStep } from './core/parts/crash-point.ts';
import { createFacts } from './core/parts/facts.ts';
import type { Hub } from './core/parts/hub.ts';
import { createKeyedQueue } from './core/parts/keyed-queue.ts';
import { createListening } from './core/parts/listening.ts';
import { createPresence } from './core/parts/presence.ts';
import { createSecretBox } from './core/secrets.ts';
import { createVisitors } from './core/visiting/visitors.ts';
import { createWake } from './core/parts/wake.ts';
import { createConnections } from './domain/channel/connections.ts';
import { createKnownWidgets } from './domain/widget/known-widgets.ts';
import { createEndedVisits } from './domain/widget/session/ended-visits.ts';
import { createAnnouncer } from './domain/conversation/recording/announcer.ts';
import { createLocator } from './domain/visitor/locate.ts';
import { readDevice } from './domain/visitor/read-device.ts';
import { createDiskStore } from './files/disk-store.ts';
import { createMailOutbox } from './mail/outbox.ts';

/** What a hub is made from. */
export interface HubParts {
  config: Config;
  log: Logger;
  /** Newest first; see loadSecrets. */
  secrets: readonly string[];
  now?: (() => Date) | undefined;
  /** Kinds of channel beside those of the registry. */
  moreProviders?: readonly AnyChannel[] | undefined;
  /** Where the hub is reached; asked each time, as the port is known only once it listens. */
  baseUrl: () => string;
}

/** Makes the hub's parts, without starting anything: for the server, the command line and tests alike. Needs a connected database only once it is used. */
export function createHub({ config, log, secrets, now = () => new Date(), moreProviders = [], baseUrl }: HubParts): Hub {
  const facts = createFacts(log);
  const wake = createWake();
  const secretBox = createSecretBox(secrets);
  const base = {
    config,
    log,
    now,
    baseUrl,
    facts,
    secrets: secretBox,
    announcer: createAnnouncer(facts, log),
    timelines: createKeyedQueue(),
    presence: createPresence(now),
    visitors: createVisitors({ now, readDevice, locate: createLocator(config, log) }),
    widgets: createKnownWidgets({ now, log, secrets: secretBox }),
    endedVisits: createEndedVisits({ now, log }),
    files: createDiskStore(join(config.HUB_DATA_DIR, 'files')),
    wake,
    mail: createMailOutbox({ config, now, secrets: secretBox, wake }),
    step: createStep(config.CRASH_POINT),
    findProvider: async (name: string) => moreProviders.find(({ provider }) => provider === name) ?? (await findProvider(name)),
    listProviders: async () => [...(await listedProviders()), ...moreProviders],
    listening: createListening(),
  };
  const channels: ConnectedChannels = createConnections(base);
  return { ...base, channels };
}

async function findProvider(name: string): Promise<AnyChannel | null> {
  return isProvider(name) ? providers[name]() : null;
}
