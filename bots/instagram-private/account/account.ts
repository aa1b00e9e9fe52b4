import type { IgApiClient } from 'instagram-private-api';
import type { ChannelAccount, ChannelHealth, ConnectContext } from '../../contract/channel.ts';
import { ChannelError } from '../../contract/error.ts';
import { createClient, instagramRoot, stateOf } from '../client.ts';
import { CallFailed, readTrouble } from '../errors.ts';
import { hastyPacing, humanPacing } from './pacing.ts';
import type { Pacing } from './pacing.ts';
import { credentialsKey, sessionKey } from '../settings.ts';
import type { InstagramPrivateSettings } from '../settings.ts';
import { nothingKept, readKept } from './kept.ts';
import type { Kept } from './kept.ts';
import { createOwnContexts } from './own-contexts.ts';
import type { OwnContexts } from './own-contexts.ts';
import { createRecentItems } from './recent-items.ts';
import type { RecentItems } from './recent-items.ts';

/** One account, while a process has it. */
export interface Account {
  readonly settings: InstagramPrivateSettings;
  readonly context: Pick<ConnectContext<InstagramPrivateSettings>, 'now' | 'log' | 'session'>;
  readonly pacing: Pacing;
  readonly own: OwnContexts;
  /** Messages seen lately: by whom they were sent, and where their files are. */
  readonly recent: RecentItems;
  /** Where Instagram is. */
  readonly root: string;
  /** What outlives the process; `save` stores it. */
  readonly kept: Kept;
  /** Loads what was kept. Safe to repeat. */
  open(): Promise<void>;
  /** Ends what `open` began: another process may have the account next. */
  leave(): void;
  /** True once it may be used: signed in, and seen to work by a look into the inbox, which also tells what went out before a restart. */
  isReady(): boolean;
  hasLooked: boolean;
  /** Makes a call with the library; throws CallFailed, or the signal's reason. */
  call<Result>(run: (ig: IgApiClient) => Promise<Result>, signal?: AbortSignal): Promise<Result>;
  /** Changes what is kept and stores it, with the library's state. */
  save(change?: Partial<Kept>): Promise<void>;
  /** Forgets the library's client, so that the next call makes one of what is kept. */
  forgetClient(): void;
  /** Tells the hub how it goes, unless that is what it was told last. */
  tell(health: ChannelHealth): void;
  /** Takes a code while somebody is asked for one. */
  takeCode: ((code: string) => Promise<void>) | null;
  /** Ends the rest before the next look into the inbox. */
  lookNow: () => void;
  /** When anything last moved, in milliseconds since the epoch. */
  activeAt: number;
}

/** Makes the live object of an account; no I/O yet. */
export function createAccount(context: ConnectContext<InstagramPrivateSettings>): Account {
  const { settings, apiRoot, session } = context;
  const credentials = credentialsKey(settings);
  let client: Promise<IgApiClient> | null = null;
  let isOpen = false;
  let stored = '';
  let told = '';
  let saving: Promise<void> = Promise.resolve();

  const account: Account = {
    settings,
    context,
    root: apiRoot || instagramRoot,
    pacing: apiRoot === '' || apiRoot === instagramRoot ? humanPacing() : hastyPacing,
    own: createOwnContexts(context.channelId),
    recent: createRecentItems(),
    kept: nothingKept(settings.username, credentials),
    takeCode: null,
    lookNow: () => {},
    activeAt: 0,
    hasLooked: false,
    async open() {
      if (isOpen) return;
      const state = await session.load();
      stored = state ?? '';
      Object.assign(account.kept, adapted(readKept(state), settings, credentials));
      isOpen = true;
    },
    leave() {
      isOpen = false;
      account.hasLooked = false;
      account.forgetClient();
      told = '';
    },
    isReady: () => isOpen && account.hasLooked && account.kept.isSignedIn && !account.kept.stopped && !account.kept.waiting,
    async call(run, signal) {
      client ??= createClient(settings, apiRoot, account.kept.api).catch((error: unknown) => {
        // An imported state may be anything: one that the library can't take is as good as none.
        throw new CallFailed({ kind: 'logged-out', words: error instanceof Error ? error.name : 'unreadable state' });
      });
      const ig = await client;
      try {
        return await untilAborted(run(ig), signal);
      } catch (error) {
        if (signal?.aborted || error instanceof CallFailed || error instanceof ChannelError) throw error;
        throw new CallFailed(readTrouble(error));
      }
    },
    save(change = {}) {
      saving = saving.catch(() => {}).then(() => store(change));
      return saving;
    },
    forgetClient() {
      client = null;
    },
    tell(health) {
      const found = { health, ...accountPart(account.kept) };
      const words = JSON.stringify(found);
      if (words === told) return;
      told = words;
      context.report(found);
    },
  };
  return account;

  async function store(change: Partial<Kept>): Promise<void> {
    Object.assign(account.kept, change);
    if (client && !('api' in change)) account.kept.api = await stateOf(await client);
    const state = JSON.stringify(account.kept);
    if (state === stored) return;
    await session.save(state);
    stored = state;
  }
}

/** What was kept, as it serves the present settings: the same person keeps the device, the session and the place in the inbox. */
function adapted(found: Kept | null, { username, session }: InstagramPrivateSettings, credentials: string): Kept {
  if (found?.username !== username) return nothingKept(username, credentials);
  if (found.credentials === credentials) return found;
  const isImported = session !== undefined && found.imported !== sessionKey(session);
  return { ...found, credentials, waiting: null, stopped: null, isSignedIn: found.isSignedIn && !isImported };
}

function accountPart({ account }: Kept): { account?: ChannelAccount } {
  return account ? { account: { ...account, url: `https://www.instagram.com/${account.username}/` } } : {};
}

/** A promise, given up when the signal aborts; what it comes to then is nobody's. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason instanceof Error ? signal.reason : new Error('given up'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
