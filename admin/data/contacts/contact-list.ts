import { signal } from '@preact/signals-core';
import { getContact, listContacts, type ContactView } from '../../../hub/api/customers/contacts.ts';
import { ApiError } from '../../../hub/api/client.ts';
import { api } from '../api.ts';
import { onEvent, onEveryConnect } from '../realtime.ts';
import { keyOfContactQuery, sentFilters, type ContactListQuery } from './contact-query.ts';

const pageSize = 50;
/** Lists that keep what they have read and where they were scrolled to. */
const mostKept = 6;

/** A list of contacts, read page after page as it is scrolled: it asks for no more of a million than of a hundred. */
export class ContactList {
  readonly query: ContactListQuery;
  readonly rows = signal<readonly ContactView[]>([]);
  readonly state = signal<'loading' | 'ready' | 'failed'>('loading');
  readonly more = signal<'idle' | 'loading' | 'failed'>('idle');
  readonly hasMore = signal(false);
  failure: unknown = null;
  /** Where it was scrolled to, in pixels. */
  scrollTop = 0;
  #cursor: string | null = null;
  #refreshing: Promise<void> | null = null;

  constructor(query: ContactListQuery) {
    this.query = query;
  }

  /** Reads the beginning, and puts it over what was there: rows that were read further down stay. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** Reads the next page. */
  async loadMore(): Promise<void> {
    if (this.more.peek() === 'loading' || this.#cursor === null) return;
    this.more.value = 'loading';
    try {
      const { items, nextCursor } = await this.#read(this.#cursor);
      const known = new Set(this.rows.peek().map(({ id }) => id));
      this.rows.value = [...this.rows.peek(), ...items.filter(({ id }) => !known.has(id))];
      this.#setCursor(nextCursor);
      this.more.value = 'idle';
    } catch {
      this.more.value = 'failed'; // said at the end of the list, with a button
    }
  }

  /** Shows a contact as it is now, where it stands. */
  put(contact: ContactView): void {
    if (!this.rows.peek().some(({ id }) => id === contact.id)) return;
    this.rows.value = this.rows.peek().map((row) => (row.id === contact.id ? contact : row));
  }

  /** Takes a contact out. */
  drop(contactId: string): void {
    this.rows.value = this.rows.peek().filter(({ id }) => id !== contactId);
  }

  async #refresh(): Promise<void> {
    if (this.rows.peek().length === 0) this.state.value = 'loading';
    try {
      const { items, nextCursor } = await this.#read(null);
      const before = this.rows.peek();
      const last = items.at(-1);
      const meets = last && nextCursor !== null ? before.findIndex(({ id }) => id === last.id) : -1;
      const known = new Set(items.map(({ id }) => id));
      this.rows.value = meets < 0 ? items : [...items, ...before.slice(meets + 1).filter(({ id }) => !known.has(id))];
      if (meets < 0 || before.length <= items.length) this.#setCursor(nextCursor);
      this.state.value = 'ready';
    } catch (error) {
      this.failure = error;
      if (this.rows.peek().length === 0) this.state.value = 'failed';
    }
  }

  #read(cursor: string | null) {
    const { filters, sort } = this.query;
    return api.call(listContacts, { query: { ...sentFilters(filters), sort, limit: pageSize, ...(cursor !== null && { cursor }) } });
  }

  #setCursor(cursor: string | null): void {
    this.#cursor = cursor;
    this.hasMore.value = cursor !== null;
  }
}

const kept = new Map<string, ContactList>();

/** The list of a query: the one that was read before, read again behind what it shows, or a new one. */
export function openContactList(query: ContactListQuery): ContactList {
  const key = keyOfContactQuery(query);
  const list = kept.get(key) ?? new ContactList(query);
  kept.delete(key);
  kept.set(key, list);
  for (const old of [...kept.keys()].slice(0, -mostKept)) kept.delete(old);
  void list.refresh();
  return list;
}

/** Shows a contact as it is now in every list that has it. */
export function putInLists(contact: ContactView): void {
  for (const list of kept.values()) list.put(contact);
}

/** Takes a contact that is gone out of every list. */
export function dropFromLists(contactId: string): void {
  for (const list of kept.values()) list.drop(contactId);
}

const refreshMs = 800;

/** Keeps the list on screen true to what changes elsewhere. Returns its end. */
export function keepFresh(shown: () => ContactList | null): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changed = new Set<string>();
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void settle(shown(), [...changed]);
      changed.clear();
    }, refreshMs);
  };
  const stops = [
    onEvent('changed', ({ noun, id }) => {
      if (noun !== 'contacts') return;
      if (id) changed.add(id);
      later();
    }),
    onEveryConnect(later),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

/** A few that changed further down are read by themselves; the beginning is read anew in any case, as that is where new ones come. */
async function settle(list: ContactList | null, changed: readonly string[]): Promise<void> {
  if (!list) return;
  await list.refresh();
  const below = list.rows.peek().slice(pageSize);
  const there = changed.filter((id) => below.some((row) => row.id === id)).slice(0, 10);
  await Promise.all(
    there.map(async (contactId) => {
      try {
        putInLists(await api.call(getContact, { params: { contactId } }));
      } catch (error) {
        if (error instanceof ApiError && error.code === 'contact.unknown') dropFromLists(contactId);
      }
    }),
  );
}
