import type { Logger } from 'pino';
import type { Announcer } from './announcer.ts';
import type { Config } from '../../config.ts';
import type { ConnectedChannels } from './connected-channels.ts';
import type { Step } from './crash-point.ts';
import type { EndedVisits } from '../widget/ended-visits.ts';
import type { Facts } from './facts.ts';
import type { KeyedQueue } from './keyed-queue.ts';
import type { KnownWidgets } from '../widget/known-widgets.ts';
import type { Presence } from './presence.ts';
import type { SecretBox } from '../secrets.ts';
import type { FileStore } from './file-store.ts';
import type { Listening } from './listening.ts';
import type { MailOutbox } from './mail-outbox.ts';
import type { Visitors } from '../visiting/visitors.ts';
import type { Wake } from './wake.ts';
import type { AnyChannel } from '../../../bots/contract/channel.ts';

/** What the running hub is made of; every function takes the slice it uses, first. Made once, in main.ts. */
export interface Hub {
  config: Config;
  log: Logger;
  /** The clock: injected, so that tests own time. */
  now: () => Date;
  secrets: SecretBox;
  facts: Facts;
  announcer: Announcer;
  /** Writers of one conversation's timeline, one after another. */
  timelines: KeyedQueue;
  channels: ConnectedChannels;
  /** Which of them this process listens to. */
  listening: Listening;
  files: FileStore;
  /** Which agents are there. */
  presence: Presence;
  /** Who is on the sites with a widget now. */
  visitors: Visitors;
  /** The widgets of workspaces, as visitors' calls need them. */
  widgets: KnownWidgets;
  /** Visitors' tokens that count no more. */
  endedVisits: EndedVisits;
  /** Mails to the team; nothing is sent without a mail server. */
  mail: MailOutbox;
  /** Finds a kind of channel by its provider's name; null when there is none. */
  findProvider: (name: string) => Promise<AnyChannel | null>;
  /** Every kind of channel there is. */
  listProviders: () => Promise<AnyChannel[]>;
  /** Rings the workers of this process; the sweeps find what a lost ring missed. */
  wake: Wake;
  step: Step;
  /** Where people and providers reach this hub, without a slash at the end: PUBLIC_URL, or the local address once it listens. */
  baseUrl: () => string;
}
