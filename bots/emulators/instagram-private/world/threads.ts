import type { Account, Item, MediaFile, Profile, Thread, World } from './state.ts';

/** Microseconds of the emulated clock; each later than the one before. */
export function nextMoment(world: World): number {
  world.lastMoment = Math.max(world.lastMoment + 1, world.clock.now() * 1000);
  return world.lastMoment;
}

/** The thread of an account with one person; made as a message request or not where there is none. */
export function threadWith(world: World, account: Account, person: Profile, isPending: boolean): Thread {
  for (const thread of world.threads.values()) {
    if (thread.accountId === account.id && !thread.isGroup && thread.personIds[0] === person.id) return thread;
  }
  return addThread(world, account, [person], { isGroup: false, isPending });
}

/** A new thread. Its id has more digits than a number of JavaScript can hold, as at Instagram. */
export function addThread(world: World, account: Account, people: Profile[], given: Pick<Thread, 'isGroup' | 'isPending'>): Thread {
  const id = `34028236684171030094912812${String(world.nextId()).padStart(12, '0')}`;
  const thread: Thread = {
    ...given,
    id,
    accountId: account.id,
    personIds: people.map((person) => person.id),
    items: [],
    poison: [],
    seen: new Map(),
  };
  world.threads.set(id, thread);
  return thread;
}

/** Writes an item into a thread. */
export function addItem(
  world: World,
  thread: Thread,
  given: Pick<Item, 'userId' | 'type' | 'body'> & Partial<Pick<Item, 'clientContext' | 'at' | 'shownAs'>>,
): Item {
  const item: Item = {
    id: `3007405830149442953${String(world.nextId()).padStart(16, '0')}`,
    at: nextMoment(world),
    clientContext: `68380${String(world.nextId()).padStart(14, '0')}`,
    reactions: [],
    ...given,
  };
  thread.items.push(item);
  thread.items.sort((a, b) => a.at - b.at);
  return item;
}

/** Puts a file on the media server; gives its path. */
export function addFile(world: World, bytes: Buffer, mimeType: string): string {
  const path = `/cdn/v/t51/${world.nextId()}_n.${mimeType.split('/')[1] ?? 'bin'}`;
  const file: MediaFile = { bytes, mimeType, signature: 1 };
  world.files.set(path, file);
  return path;
}

/** The address under which a file can be fetched now. */
export function addressOf(world: World, path: string): string {
  return `${world.url}${path}?oh=${world.files.get(path)?.signature ?? 0}`;
}
