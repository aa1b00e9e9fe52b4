import type { Clock } from '../../clock.ts';
import type { Account, Message, Person, StoredFile, Thread, World } from './state.ts';

/** An empty Instagram. */
export function createWorld(clock: Clock): World {
  return {
    clock,
    url: '',
    accounts: new Map(),
    tokens: new Map(),
    people: new Map(),
    threads: new Map(),
    files: new Map(),
    uploads: new Map(),
    counters: { id: 0, mid: 0, file: 0 },
    listeners: new Set(),
  };
}

/** An id as Instagram gives them: digits beyond 2^53. */
export function nextId(world: World, start = '178414'): string {
  world.counters.id += 1;
  return `${start}${String(world.counters.id).padStart(11, '0')}`;
}

/** The thread of two, begun when it is asked for first. */
export function threadOf(world: World, account: Account, person: Person): Thread {
  const key = `${account.id}:${person.id}`;
  const known = world.threads.get(key);
  if (known) return known;
  const thread: Thread = { account, person, messages: [], personWroteAt: null, isBlocked: false, isTyping: false };
  world.threads.set(key, thread);
  return thread;
}

/** Adds a message to a thread; whatever is not given is empty. */
export function addMessage(world: World, thread: Thread, given: Pick<Message, 'from'> & Partial<Message>): Message {
  world.counters.mid += 1;
  const message: Message = {
    mid: `aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlEOj${String(world.counters.mid).padStart(12, '0')}ZD`,
    at: world.clock.now(),
    text: '',
    attachments: [],
    quickReplies: [],
    buttons: [],
    replyTo: null,
    tag: null,
    isUnsent: false,
    edits: [],
    reactions: new Map(),
    isSeen: false,
    ...given,
  };
  thread.messages.push(message);
  if (given.from === 'person') thread.personWroteAt = message.at;
  else thread.isTyping = false;
  changed(world);
  return message;
}

/** A message by its id; throws when there is none. */
export function messageOf({ messages }: Thread, mid: string): Message {
  const message = messages.find((one) => one.mid === mid);
  if (!message) throw new Error(`There is no message ${mid} in this thread`);
  return message;
}

const fileLifeMs = 48 * 3_600_000;

/** Puts bytes on the CDN for two days. */
export function storeFile(world: World, bytes: Buffer, mime: string): StoredFile {
  world.counters.file += 1;
  const file: StoredFile = { key: `f${world.counters.file}`, bytes, mime, expiresAt: world.clock.now() + fileLifeMs };
  world.files.set(file.key, file);
  return file;
}

/** The signed address of a file: who has it may fetch it. */
export function addressOf(world: World, { key, expiresAt }: StoredFile): string {
  return `${world.url}/ig_messaging_cdn/?asset_id=${key}&signature=${Buffer.from(`${key}:${expiresAt}`).toString('base64url')}`;
}

/** Tells everybody who watches that something visible changed. */
export function changed(world: Pick<World, 'listeners'>): void {
  for (const listener of world.listeners) listener();
}
