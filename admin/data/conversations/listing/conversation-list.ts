import { batch, signal } from '@preact/signals-core';
import { listConversations, type ConversationView } from '../../../../hub/api/customers/conversations.ts';
import { api } from '../../api.ts';
import { headOf, keepHeads, type HeadChange } from '../heads.ts';
import { arrange, type Hold } from './arrange.ts';
import { belongs, compareKeys, sortKeyOf, type SortKey } from './belongs.ts';
import type { ListQuery } from './query.ts';

const pageSize = 50;
/** A list that is read anew is read as far as it was scrolled, but no further than this. */
const mostReread = 600;
/** For so long a row that came in by itself is lit, in milliseconds. */
const arrivedMs = 2500;

/** One list of conversations: the pages scrolled to so far, kept in order as heads change. */
export class ConversationList {
  readonly query: ListQuery;
  /** Ids as they stand on screen; each has its head in `headOf`. */
  readonly rows = signal<readonly string[]>([]);
  readonly state = signal<'loading' | 'ready' | 'failed'>('loading');
  readonly failure = signal<unknown>(null);
  /** Whether the hub has more than was loaded. */
  readonly hasMore = signal(false);
  readonly more = signal<'idle' | 'loading' | 'failed'>('idle');
  /** How many conversations wait to come in or move up while the list is held. */
  readonly held = signal(0);
  /** Rows that don't belong here any more and go when the list is let go. */
  readonly leaving = signal<ReadonlySet<string>>(new Set());
  /** Came in by themselves while the list was on screen. */
  readonly arrived = signal<ReadonlySet<string>>(new Set());
  /** Where it was scrolled to, in pixels. */
  scrollTop = 0;

  readonly #me: () => string;
  #members = new Set<string>();
  #cursor: string | null = null;
  /** The last conversation that was loaded: what comes after it is on pages not read yet. */
  #edge: SortKey | null = null;
  #hold: Hold = { order: false, rows: false };
  #reading: AbortController | null = null;

  constructor(query: ListQuery, me: () => string) {
    this.query = query;
    this.#me = me;
  }

  /** Reads the first page where that hasn't been tried. */
  load(): void {
    if (this.state.peek() === 'loading' && !this.#reading) void this.reload();
  }

  /** Reads the list anew, as far as it had been read; what is on screen stays until the answer is there. */
  async reload(): Promise<void> {
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    if (this.state.peek() === 'failed') this.state.value = 'loading';
    try {
      const wanted = Math.min(mostReread, Math.max(pageSize, this.#members.size));
      const found: ConversationView[] = [];
      let cursor: string | null = null;
      do {
        const page = await this.#read(cursor, Math.min(200, wanted - found.length), reading.signal);
        found.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null && found.length < wanted);
      batch(() => this.#replace(found, cursor));
    } catch (error) {
      if (reading.signal.aborted) return;
      this.failure.value = error;
      // Rows that are known stay: the offline bar says how old they are.
      if (this.state.peek() !== 'ready') this.state.value = 'failed';
    } finally {
      if (this.#reading === reading) this.#reading = null;
    }
  }

  /** Reads the next page; nothing to do at the end of the list, or while one is being read. */
  async loadMore(): Promise<void> {
    const cursor = this.#cursor;
    if (cursor === null || this.#reading || this.more.peek() === 'loading') return;
    this.more.value = 'loading';
    try {
      const page = await this.#read(cursor, pageSize);
      // Read anew meanwhile: this page goes on from another place.
      if (this.#cursor !== cursor) return;
      batch(() => {
        this.#add(page.items, page.nextCursor);
        this.#settle();
      });
      this.more.value = 'idle';
    } catch {
      this.more.value = 'failed'; // the end of the list offers to try again
    } finally {
      if (this.more.peek() === 'loading') this.more.value = 'idle';
    }
  }

  /** Lets changed heads in, out and to their places. */
  follow(changes: readonly HeadChange[]): void {
    if (this.state.peek() !== 'ready') return;
    const own = new Set<string>();
    let isTouched = false;
    for (const change of changes) {
      const { id } = change.type === 'gone' ? change : change.head;
      const wasMember = this.#members.has(id);
      const isMember = change.type === 'changed' && this.#takes(change.head, wasMember);
      if (isMember) this.#members.add(id);
      else this.#members.delete(id);
      if (wasMember || isMember) isTouched = true;
      // The same revision means that it was changed here and isn't confirmed yet: by this person.
      if (change.type === 'changed' && change.before?.rev === change.head.rev) own.add(id);
      else if (isMember && !wasMember) this.#light(id);
    }
    if (isTouched) this.#settle(own);
  }

  /** Time alone lets conversations in where the list asks how long somebody waits: only the hub knows all of them. */
  passTime(now: number): void {
    if (this.state.peek() !== 'ready' || now - this.#readAt < 25_000) return;
    void this.reload();
  }

  /** Says whether rows may move now. */
  setHold(hold: Hold): void {
    if (hold.order === this.#hold.order && hold.rows === this.#hold.rows) return;
    this.#hold = hold;
    this.#settle();
  }

  /** Shows what waited, whatever holds the list. */
  letIn(): void {
    const hold = this.#hold;
    this.#hold = { order: false, rows: false };
    this.#settle();
    this.#hold = hold;
  }

  #readAt = 0;

  /** Told once: a row that is scrolled to later is no news. */
  #light(id: string): void {
    this.arrived.value = new Set([...this.arrived.peek(), id]);
    setTimeout(() => {
      this.arrived.value = new Set([...this.arrived.peek()].filter((each) => each !== id));
    }, arrivedMs);
  }

  async #read(cursor: string | null, limit: number, signal?: AbortSignal) {
    const page = await api.call(listConversations, {
      query: { ...this.query.filters, sort: this.query.sort, limit, ...(cursor !== null && { cursor }) },
      ...(signal && { signal }),
    });
    this.#readAt = Date.now();
    return page;
  }

  #replace(found: readonly ConversationView[], cursor: string | null): void {
    this.#members = new Set();
    this.#edge = null;
    this.arrived.value = new Set();
    this.#add(found, cursor);
    this.state.value = 'ready';
    this.failure.value = null;
    this.#settle();
  }

  #add(found: readonly ConversationView[], cursor: string | null): void {
    keepHeads(found);
    const last = found.at(-1);
    this.#cursor = cursor;
    this.hasMore.value = cursor !== null;
    if (cursor === null) this.#edge = null;
    else if (last) this.#edge = sortKeyOf(last, this.query.sort);
    for (const { id } of found) {
      // A newer head than the page's may be known already.
      const head = headOf(id).peek();
      if (head && this.#belongs(head) !== 'no') this.#members.add(id);
    }
  }

  #takes(head: ConversationView, wasMember: boolean): boolean {
    const answer = this.#belongs(head);
    if (answer === 'no' || (answer === 'unknown' && !wasMember)) return false;
    const edge = this.#edge;
    return edge === null || compareKeys(sortKeyOf(head, this.query.sort), edge, this.query.sort) <= 0;
  }

  #belongs(head: ConversationView): 'yes' | 'no' | 'unknown' {
    return belongs(head, this.query, { agentId: this.#me(), now: Date.now() });
  }

  #settle(own: ReadonlySet<string> = new Set()): void {
    const { rows, leaving, held } = arrange({ rows: this.rows.peek(), wanted: this.#order(), hold: this.#hold, now: own });
    batch(() => {
      if (!isSame(rows, this.rows.peek())) this.rows.value = rows;
      if (leaving.size > 0 || this.leaving.peek().size > 0) this.leaving.value = leaving;
      this.held.value = held;
    });
  }

  #order(): string[] {
    const { sort } = this.query;
    const keys: SortKey[] = [];
    for (const id of this.#members) {
      const head = headOf(id).peek();
      if (head) keys.push(sortKeyOf(head, sort));
    }
    return keys.sort((a, b) => compareKeys(a, b, sort)).map(({ id }) => id);
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, place) => id === b[place]);
}
