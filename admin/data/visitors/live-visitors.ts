import { computed, signal } from '@preact/signals-core';
import type { VisitorsBatch, VisitorView } from '../../../hub/api/visitors/live-visitors.ts';
import { listVisitors } from '../../../hub/api/visitors/visitors.ts';
import { api } from '../api.ts';
import { emit, emitNow, onEvent, onEveryConnect } from '../realtime.ts';

/** What narrows the list; of everybody it is kept live by the socket, narrowed it is read again every few seconds. */
export interface VisitorFilters {
  known?: 'true' | 'false' | undefined;
  q?: string | undefined;
}

/** A visitor on screen; one who left stays while the rows are held. */
export interface VisitorRow {
  visitor: VisitorView;
  isGone: boolean;
}

const firstLimit = 200;
const mostLimit = 1000;
const readAgainMs = 3_000;

/** Who is on the site now, as rows that come and go without jumping. */
export class LiveVisitors {
  readonly rows = signal<readonly VisitorRow[]>([]);
  readonly total = signal(0);
  readonly state = signal<'loading' | 'ready' | 'failed'>('loading');
  /** How far the hub's clock is ahead of ours, in milliseconds. */
  readonly clockAhead = signal(0);
  readonly isPaused = signal(false);
  failure: unknown = null;
  /** How many wait to be shown. */
  readonly waiting = computed(() => {
    const shown = new Set(this.rows.value.map(({ visitor }) => visitor.id));
    return this.#ids.value.filter((id) => !shown.has(id)).length;
  });

  readonly #known = new Map<string, VisitorView>();
  readonly #ids = signal<readonly string[]>([]);
  #filters: VisitorFilters = {};
  #limit = firstLimit;
  #isHeld = false;
  #isReading = false;
  #readAt = 0;
  #later: ReturnType<typeof setTimeout> | undefined;
  #stops: (() => void)[] = [];

  /** Begins to listen; `stop` ends it. */
  start(): void {
    this.#stops = [onEveryConnect(() => void this.refresh()), onEvent('visitors', (batch) => this.#hear(batch))];
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    clearTimeout(this.#later);
    emitNow('visitors.unwatch', {});
  }

  /** Narrows the list, or with nothing shows everybody. */
  narrow(filters: VisitorFilters): void {
    if (filters.q === this.#filters.q && filters.known === this.#filters.known) return;
    this.#filters = filters;
    this.#limit = firstLimit;
    this.#known.clear();
    this.rows.value = [];
    this.state.value = 'loading';
    void this.refresh();
  }

  /** Reads everything anew. */
  async refresh(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    const asked = this.#filters;
    try {
      const { visitors, total, now } = await this.#read();
      this.clockAhead.value = Date.parse(now) - Date.now();
      if (asked === this.#filters) this.#take(visitors, total);
    } catch (error) {
      this.failure = error;
      if (this.#known.size === 0) this.state.value = 'failed';
    } finally {
      this.#isReading = false;
      this.#readAt = Date.now();
    }
    if (asked !== this.#filters) await this.refresh();
  }

  /** Shows more of those who came earlier. */
  showMore(): void {
    this.#limit = Math.min(mostLimit, this.#limit + firstLimit);
    void this.refresh();
  }

  get mayShowMore(): boolean {
    return this.#limit < mostLimit && this.total.value > this.#known.size;
  }

  /** While held, rows stay where they are: what they say changes, nobody comes in between, and who leaves stays greyed. */
  hold(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    if (!isHeld) this.#show();
  }

  /** Shows who waits, held or not. */
  showWaiting(): void {
    this.#show(true);
  }

  /** While paused nothing on screen changes at all. */
  pause(isPaused: boolean): void {
    this.isPaused.value = isPaused;
    if (!isPaused) this.#show(true);
  }

  get #isNarrowed(): boolean {
    return this.#filters.q !== undefined || this.#filters.known !== undefined;
  }

  async #read(): Promise<{ visitors: VisitorView[]; total: number; now: string }> {
    if (!this.#isNarrowed) return emit('visitors.watch', { limit: this.#limit });
    const { q, known } = this.#filters;
    // Also the signal that something changed comes by the socket.
    emitNow('visitors.watch', { limit: 1 });
    const { items, total, now } = await api.call(listVisitors, { query: { limit: this.#limit, ...(q && { q }), ...(known && { known }) } });
    return { visitors: items, total, now };
  }

  #take(visitors: readonly VisitorView[], total: number): void {
    this.#known.clear();
    for (const visitor of visitors) this.#known.set(visitor.id, visitor);
    this.total.value = total;
    const isFirst = this.state.value !== 'ready';
    this.state.value = 'ready';
    this.failure = null;
    this.#show(isFirst);
  }

  #hear({ visitors, gone, total }: VisitorsBatch): void {
    if (this.#isNarrowed) {
      this.#readSoon();
      return;
    }
    for (const visitor of visitors) if ((this.#known.get(visitor.id)?.rev ?? -1) < visitor.rev) this.#known.set(visitor.id, visitor);
    for (const id of gone) this.#known.delete(id);
    for (const { id } of this.#newestFirst().slice(this.#limit)) this.#known.delete(id);
    this.total.value = total;
    this.#show();
    // Many left: the list is filled up from those who came earlier.
    if (this.#known.size < Math.min(this.#limit, total) / 2) this.#readSoon();
  }

  #readSoon(): void {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => void this.refresh(), Math.max(0, this.#readAt + readAgainMs - Date.now()));
  }

  #newestFirst(): VisitorView[] {
    return [...this.#known.values()].sort((a, b) => (a.cameAt < b.cameAt ? 1 : a.cameAt > b.cameAt ? -1 : a.id < b.id ? 1 : -1));
  }

  #show(isForced = false): void {
    const all = this.#newestFirst();
    this.#ids.value = all.map(({ id }) => id);
    if (this.isPaused.peek() && !isForced) return;
    if (!this.#isHeld || isForced) {
      this.rows.value = all.map((visitor) => ({ visitor, isGone: false }));
      return;
    }
    this.rows.value = this.rows.peek().map(({ visitor }) => {
      const current = this.#known.get(visitor.id);
      return { visitor: current ?? visitor, isGone: current === undefined };
    });
  }
}
