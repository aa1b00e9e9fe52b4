import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { ConnectedChannels } from './connected-channels.ts';
import type { Facts } from './facts.ts';
import type { KeyedQueue } from './keyed-queue.ts';
import type { SecretBox } from './secrets.ts';
import type { FileStore } from './file-store.ts';

/** What the running hub is made of; every function takes the slice it uses, first. Made once, in main.ts. */
export interface Hub {
  config: Config;
  log: Logger;
  /** The clock: injected, so that tests own time. */
  now: () => Date;
  secrets: SecretBox;
  facts: Facts;
  /** Writers of one conversation's timeline, one after another. */
  timelines: KeyedQueue;
  channels: ConnectedChannels;
  files: FileStore;
}
