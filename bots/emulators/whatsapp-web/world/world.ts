import type { Faults } from '../faults.ts';
import type { Me, RawContact, RawMessage, ToPage } from '../wire.ts';

/** A customer, or anybody else who writes to an account. */
export interface Person {
  phone: string;
  lid: string;
  name: string;
  /** Which of the two ids chats with them go under. */
  isByLid: boolean;
  /** True where the account may know the number. */
  isPhoneShown: boolean;
  isListed: boolean;
  /** What is sent to somebody offline stays at the server. */
  isOnline: boolean;
}

/** A chat as an account has it. */
export interface Chat {
  id: string;
  name: string;
  unreadCount: number;
  messages: RawMessage[];
  reactions: { author: string; messageId: string; text: string }[];
  /** What the account shows of itself there, oldest first. */
  typing: string[];
}

/** A phone with WhatsApp, and what is linked to it. */
export interface Account {
  me: Me;
  chats: Map<string, Chat>;
  tokens: Set<string>;
}

/** A page that is open: linked to an account, or showing a code. */
export interface Device {
  tell(message: ToPage): void;
  /** Cuts the line. */
  drop(): void;
  account: Account | null;
  token: string | null;
  ref: string;
  pairingCode: string | null;
  /** Where the code on show was asked for. */
  pairingPhone: string | null;
}

/** Everything there is. */
export interface World {
  accounts: Map<string, Account>;
  people: Map<string, Person>;
  devices: Set<Device>;
  pagesSoFar: number;
  files: Map<string, { bytes: Buffer; type: string }>;
  faults: Faults;
  watchers: Set<() => void>;
  /** Tells of a message that waits until after the next one. */
  late: (() => void) | null;
  /** Milliseconds since the epoch. */
  now: () => number;
  lastId: number;
}

/** An empty world. */
export function createWorld(faults: Faults, now: () => number): World {
  return {
    accounts: new Map(),
    people: new Map(),
    devices: new Set(),
    pagesSoFar: 0,
    files: new Map(),
    faults,
    watchers: new Set(),
    late: null,
    now,
    lastId: 0,
  };
}

/** Tells everybody who waits that something changed. */
export function changed(world: World): void {
  for (const watcher of [...world.watchers]) watcher();
}

/** A number that nobody had before. */
export function nextId(world: World): number {
  return ++world.lastId;
}

/** Tells every open page of the account. */
export function tellDevices(world: World, account: Account, message: ToPage): void {
  for (const device of world.devices) if (device.account === account) device.tell(message);
}

/** The id under which an account has its chat with somebody. */
export function chatIdOf(person: Person): string {
  return person.isByLid ? person.lid : person.phone;
}

/** The chat of an id, made if there is none yet. */
export function ensureChat(account: Account, id: string, name: string): Chat {
  const known = account.chats.get(id);
  if (known) return known;
  const made: Chat = { id, name, unreadCount: 0, messages: [], reactions: [], typing: [] };
  account.chats.set(id, made);
  return made;
}

/** A person as devices know them. */
export function contactOf({ lid, phone, name, isListed, isPhoneShown }: Person): RawContact {
  return { lid, phone: isPhoneShown ? phone : null, name, isListed };
}

/** Somebody by either id; undefined where nobody has it. */
export function findPerson(world: World, id: string): Person | undefined {
  return [...world.people.values()].find(({ phone, lid }) => phone === id || lid === id);
}
