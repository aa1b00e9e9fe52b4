import { batch, signal } from '@preact/signals-core';
import { listMessages, type MessageView } from '../../../hub/api/customers/messages.ts';
import { api } from '../api.ts';
import { gaplessCursor, isInWindow, mergeMessages } from './thread-window.ts';

type EdgeState = 'idle' | 'loading' | 'failed';
/** What the hub answers with when it is asked for a part of a timeline. */
export type ThreadPage = Awaited<ReturnType<ThreadStretch['readPage']>>;

const pageSize = 50;

/** The part of a conversation's timeline that is in memory: without gaps, growing at both ends. */
export class ThreadStretch {
  /** Ascending by `seq`. */
  readonly messages = signal<readonly MessageView[]>([]);
  /** More are there before the first, and after the last. */
  readonly hasBefore = signal(false);
  readonly hasAfter = signal(false);
  readonly older = signal<EdgeState>('idle');
  readonly newer = signal<EdgeState>('idle');
  /** Up to here nothing is missing: what the next resync begins after. */
  cursor = 0;
  /** The hub's clock at the last answer: the next `changedSince`. */
  syncedAt: string | null = null;
  /** Another number is another part: an answer that was asked for the one before has no place in it. */
  part = 0;
  readonly #conversationId: string;
  #newestTold = 0;
  #readingOlder = Promise.resolve();
  #clockSkew = 0;

  constructor(conversationId: string) {
    this.#conversationId = conversationId;
  }

  /** Reads a part; without a place the newest. */
  readPage(query: { before?: number; after?: number; around?: number; limit?: number }) {
    return api.call(listMessages, { params: { conversationId: this.#conversationId }, query: { limit: pageSize, ...query } });
  }

  /** Forgets what is in memory for a part from elsewhere. */
  replace(page: ThreadPage): void {
    batch(() => {
      this.messages.value = page.items;
      this.hasBefore.value = page.hasBefore;
      this.hasAfter.value = page.hasAfter;
      this.#startPart();
    });
    this.synced(page.now);
    // Only a page that was read towards the newest knows of its holes itself.
    this.cursor = page.hasAfter ? page.cursor : (page.items[0]?.seq ?? 0);
    this.#advance();
  }

  /** Keeps what belongs into the part that is in memory. */
  take(found: readonly MessageView[]): void {
    this.#newestTold = Math.max(this.#newestTold, ...found.map(({ seq }) => seq));
    const window = { messages: this.messages.peek(), hasBefore: this.hasBefore.peek(), hasAfter: this.hasAfter.peek() };
    this.messages.value = mergeMessages(
      window.messages,
      found.filter((message) => isInWindow(message, window)),
    );
    this.#advance();
  }

  /** Keeps what follows the cursor; `isAll` says that nothing comes after it. */
  append(items: readonly MessageView[], cursor: number, isAll: boolean): void {
    batch(() => {
      this.messages.value = mergeMessages(this.messages.peek(), items);
      this.cursor = Math.max(this.cursor, cursor);
      // What was told while the answer was on its way is not in it.
      if (!isAll) this.hasAfter.value = true;
      else if (this.#newestTold <= this.cursor || !this.hasAfter.peek()) this.hasAfter.value = false;
    });
    this.#advance();
  }

  /** Notes the hub's clock of an answer. */
  synced(now: string): void {
    this.syncedAt = now;
    this.#clockSkew = Date.parse(now) - Date.now();
  }

  /** True while a place in the order is missing that is not void yet. */
  get hasHole(): boolean {
    return !this.hasAfter.peek() && this.cursor < (this.messages.peek().at(-1)?.seq ?? 0);
  }

  #advance(): void {
    if (!this.hasAfter.peek()) this.cursor = gaplessCursor(this.messages.peek(), this.cursor, Date.now() + this.#clockSkew);
  }

  /** Lets go of all but the newest. */
  trim(most: number): void {
    const messages = this.messages.peek();
    if (this.hasAfter.peek() || messages.length <= most) return;
    batch(() => {
      this.messages.value = messages.slice(-most);
      this.hasBefore.value = true;
      this.#startPart();
    });
  }

  /** What is on its way for the part before is let go of. */
  #startPart(): void {
    this.part += 1;
    this.older.value = 'idle';
    this.newer.value = 'idle';
  }

  /** Reads further back; nothing when all is there, and what is being read already is waited for. Never throws: `older` tells. */
  loadOlder(limit = 2 * pageSize): Promise<void> {
    const first = this.messages.peek()[0]?.seq;
    if (this.older.peek() === 'loading') return this.#readingOlder;
    if (!this.hasBefore.peek() || first === undefined) return Promise.resolve();
    this.older.value = 'loading';
    this.#readingOlder = this.#readOlder(first, limit);
    return this.#readingOlder;
  }

  async #readOlder(first: number, limit: number): Promise<void> {
    const { part } = this;
    try {
      const page = await this.readPage({ before: first, limit });
      if (this.part !== part) return;
      batch(() => {
        this.hasBefore.value = page.hasBefore;
        this.messages.value = mergeMessages(this.messages.peek(), page.items);
        this.older.value = 'idle';
      });
    } catch {
      if (this.part === part) this.older.value = 'failed'; // shown at the top, with Retry
    }
  }

  /** Reads on towards the newest. Never throws: `newer` tells. */
  async loadNewer(): Promise<void> {
    if (!this.hasAfter.peek() || this.newer.peek() === 'loading') return;
    this.newer.value = 'loading';
    const { cursor, part } = this;
    try {
      const page = await this.readPage({ after: cursor });
      if (this.part !== part) return;
      this.append(page.items, page.cursor, !page.hasAfter);
      this.newer.value = 'idle';
    } catch {
      if (this.part === part) this.newer.value = 'failed'; // shown at the bottom, with Retry
    }
  }

  /** Has the messages around a `seq` in memory. Throws what the call throws. */
  async goTo(seq: number): Promise<void> {
    const messages = this.messages.peek();
    const first = messages[0]?.seq ?? Infinity;
    if (seq >= first && seq <= (messages.at(-1)?.seq ?? 0)) return;
    this.replace(await this.readPage({ around: seq, limit: pageSize + 10 }));
  }

  /** Has a message in memory that is known by its id only, reading back page by page; false when it is not found. */
  async goToId(id: string): Promise<boolean> {
    const isThere = () => this.messages.peek().some((message) => message.id === id);
    for (let pages = 0; !isThere() && this.hasBefore.peek() && pages < 25; pages += 1) {
      await this.loadOlder(200);
      if (this.older.peek() === 'failed') break;
    }
    return isThere();
  }

  /** Has the newest messages in memory. Throws what the call throws. */
  async goToEnd(): Promise<void> {
    if (this.hasAfter.peek()) this.replace(await this.readPage({}));
  }
}
