import { personActor, type PersonActor } from './actors/person.ts';
import { phoneActor, type PhoneActor } from './actors/phone.ts';
import { createFaults, type Faults } from './faults.ts';
import { startServer } from './server.ts';
import { contactOf, createWorld, nextId, tellDevices, type Account, type Person } from './world/world.ts';

/** How an emulator is set up. */
export interface EmulatorOptions {
  /** The port on 127.0.0.1; 0, the default, takes a free one. */
  port?: number;
  /** Milliseconds until a code that nobody scans is replaced; 20,000 by default, as WhatsApp does. */
  qrMs?: number;
  /** The time in milliseconds; the machine's by default. */
  now?: () => number;
}

/** Somebody new; what is not said is made up. */
export interface NewPerson {
  name: string;
  /** Digits of the phone number. */
  number?: string;
  /** Chats go under the LID instead of the number. */
  isByLid?: boolean;
  /** False hides the number from accounts. */
  isPhoneShown?: boolean;
  /** True when the account has them in its address book. */
  isListed?: boolean;
}

/** A running emulated WhatsApp, as far as a browser page sees of it. */
export interface WhatsAppWebEmulator {
  /** Where the page is; stands in for https://web.whatsapp.com. */
  readonly url: string;
  readonly faults: Faults;
  createPhone(given: { name: string; number?: string }): PhoneActor;
  createPerson(given: NewPerson): PersonActor;
  /** Bytes of a file that a message names. */
  file(key: string): Buffer | undefined;
  /** How many pages are open, linked or not. */
  pages(): number;
  /** How many pages were ever opened: one more means that somebody had to begin anew. */
  pagesSoFar(): number;
  /** Calls the listener after every change of what anybody can see; returns the way to stop it. */
  onChange(listener: () => void): () => void;
  stop(): Promise<void>;
}

/** Starts an emulated WhatsApp on loopback. */
export async function startWhatsAppWebEmulator(options: EmulatorOptions = {}): Promise<WhatsAppWebEmulator> {
  const faults = createFaults();
  const world = createWorld(faults, options.now ?? Date.now);
  const server = await startServer(world, { port: options.port ?? 0, qrMs: options.qrMs ?? 20_000 });
  const numberOf = (given: string | undefined) => given ?? `4915500${String(nextId(world)).padStart(6, '0')}`;
  return {
    url: `http://127.0.0.1:${server.port}`,
    faults,
    createPhone({ name, number }) {
      const digits = numberOf(number);
      const account: Account = {
        me: { phone: `${digits}@c.us`, lid: `9${digits}@lid`, name },
        chats: new Map(),
        tokens: new Set(),
      };
      world.accounts.set(account.me.phone, account);
      return phoneActor(world, account);
    },
    createPerson({ name, number, isByLid = false, isPhoneShown = true, isListed = false }) {
      const digits = numberOf(number);
      const person: Person = {
        phone: `${digits}@c.us`,
        lid: `8${digits}@lid`,
        name,
        isByLid,
        isPhoneShown,
        isListed,
        isOnline: true,
      };
      world.people.set(person.phone, person);
      for (const account of world.accounts.values()) tellDevices(world, account, { type: 'contact', contact: contactOf(person) });
      return personActor(world, person);
    },
    file: (key) => world.files.get(key)?.bytes,
    pages: () => world.devices.size,
    pagesSoFar: () => world.pagesSoFar,
    onChange(listener) {
      world.watchers.add(listener);
      return () => void world.watchers.delete(listener);
    },
    stop: server.stop,
  };
}
