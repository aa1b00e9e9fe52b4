import { createPerson } from './actors/person.ts';
import type { Person } from './actors/person.ts';
import { createClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { startServer } from './server.ts';
import type { LoggedCall } from './server.ts';
import { addFile, addItem, addThread, threadWith } from './world/threads.ts';
import { createWorld } from './world/state.ts';
import type { Account, Checkpoint, Item, Profile, Thread, TwoFactor, World } from './world/state.ts';

/** An account to make. */
export interface NewAccount {
  username: string;
  password: string;
  fullName?: string;
  twoFactor?: TwoFactor;
  checkpoint?: Pick<Checkpoint, 'by' | 'code'>;
}

/** A person to make; `asks` makes what it writes a message request. */
export interface NewPerson {
  username: string;
  fullName?: string;
  asks?: boolean;
}

/** A running emulated Instagram. */
export interface InstagramPrivateEmulator {
  /** The API root to point the program under test at. */
  readonly url: string;
  readonly clock: Clock;
  readonly faults: Faults;
  /** All calls but those of the media server, oldest first. */
  readonly calls: LoggedCall[];
  /** The state itself: knobs such as `oldestAppVersion`, `knowsRepeats`, `transcodes`, and the threads' `poison`. */
  readonly world: World;
  createAccount(given: NewAccount): Account;
  createPerson(account: Account, given: NewPerson): Person;
  /** A chat of the account with several people. */
  createGroup(account: Account, people: Person[]): Thread;
  /** The account's owner writes on the phone. */
  writeFromPhone(account: Account, person: Person, text: string): Item;
  /** Doubts the account from now on, until the code is given. */
  doubt(account: Account, checkpoint: Pick<Checkpoint, 'by' | 'code'>): void;
  /** Makes every address of a file that was handed out so far expire. */
  expireAddresses(): void;
  /** What a person sees of the chat, oldest first. */
  transcript(person: Person): Item[];
  /** Calls whose path starts so. */
  callsTo(path: string): LoggedCall[];
  stop(): Promise<void>;
}

/** Starts an emulated Instagram on loopback. */
export async function startInstagramPrivateEmulator(): Promise<InstagramPrivateEmulator> {
  const clock = createClock();
  const world = createWorld(clock);
  const faults = createFaults();
  const calls: LoggedCall[] = [];
  const server = await startServer(world, faults, calls);
  world.url = `http://127.0.0.1:${server.port}`;
  const profile = (username: string, fullName: string): Profile => ({
    id: String(1_948_000_000 + world.nextId()),
    username,
    fullName,
    picture: addFile(world, Buffer.from(`face of ${username}`), 'image/jpeg'),
  });

  return {
    url: world.url,
    clock,
    faults,
    calls,
    world,
    createAccount({ username, password, fullName = username, twoFactor, checkpoint }) {
      const account: Account = {
        ...profile(username, fullName),
        password,
        twoFactor: twoFactor ?? null,
        checkpoint: null,
        isDisabled: false,
        sessions: new Set(),
        logins: [],
      };
      world.accounts.set(account.id, account);
      if (checkpoint) account.checkpoint = newCheckpoint(world, checkpoint);
      return account;
    },
    createPerson(account, { username, fullName = '', asks }) {
      const made = profile(username, fullName);
      world.people.set(made.id, made);
      return createPerson(world, account, made, asks === undefined ? {} : { asks });
    },
    createGroup: (account, people) => addThread(world, account, people, { isGroup: true, isPending: false }),
    writeFromPhone: (account, person, text) =>
      addItem(world, threadWith(world, account, person, false), { userId: account.id, type: 'text', body: { text } }),
    doubt(account, checkpoint) {
      account.checkpoint = newCheckpoint(world, checkpoint);
    },
    expireAddresses() {
      for (const file of world.files.values()) file.signature += 1;
    },
    transcript: (person) => person.thread().items,
    callsTo: (path) => calls.filter((call) => call.path.startsWith(path)),
    async stop() {
      faults.clear();
      await server.stop();
    },
  };
}

function newCheckpoint(world: World, { by, code }: Pick<Checkpoint, 'by' | 'code'>): Checkpoint {
  return { by, code, nonce: `Nonce${world.nextId()}`, step: by === 'web' ? 'scraping_warning' : 'select_verify_method' };
}
