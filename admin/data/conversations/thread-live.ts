import { batch, signal } from '@preact/signals-core';
import { ApiError } from '../../../hub/api/client.ts';
import { getReadState, markRead } from '../../../hub/api/customers/drafts.ts';
import type { MessageView } from '../../../hub/api/customers/messages.ts';
import type { ClientOutput, ViewerView } from '../../../hub/api/realtime.ts';
import { api } from '../api.ts';
import { emit, emitNow, onEvent, onEveryConnect } from '../realtime.ts';
import { session } from '../session.ts';
import { keepHeads } from './heads.ts';
import { ThreadStretch } from './thread-stretch.ts';
import { ThreadTyping } from './thread-typing.ts';

/** `gone`: the seat may not see it (any more). */
type ThreadState = 'loading' | 'ready' | 'failed' | 'gone';

/** Once off screen, no more than these of the newest stay in memory. */
const keptMessages = 200;
/** A hole in the order is asked for again after this long. */
const holeMs = 3_000;
/** The hub tells at most so many changes at once; so many may not be all. */
const mostChanges = 500;

/** One conversation's timeline, kept up to date while it is on screen. */
export class ThreadStore {
  readonly conversationId: string;
  readonly state = signal<ThreadState>('loading');
  /** Why it could not be read. */
  readonly failure = signal<unknown>(null);
  /** What is in memory, and how to have more of it. */
  readonly stretch: ThreadStretch;
  /** The messages in memory, ascending by `seq`. */
  readonly messages: ThreadStretch['messages'];
  /** Everybody with it on screen, oneself included. */
  readonly viewers = signal<readonly ViewerView[]>([]);
  /** Who writes right now, oneself left out. */
  readonly typing: ThreadTyping['views'];
  /** Where the "New" line stands: the first message that was unread when the thread was opened or left. */
  readonly newFrom = signal<number | null>(null);
  /** Up to here it was seen on any of the agent's screens. */
  readonly seenSeq = signal(0);
  /** What came last while it was on screen, for reading aloud. */
  readonly arrived = signal<readonly MessageView[]>([]);

  readonly #typing = new ThreadTyping();
  #shown = 0;
  #stops: (() => void)[] = [];
  #loading: Promise<void> | null = null;
  #resync: ReturnType<typeof setTimeout> | undefined;

  constructor(conversationId: string) {
    this.conversationId = conversationId;
    this.stretch = new ThreadStretch(conversationId);
    this.messages = this.stretch.messages;
    this.typing = this.#typing.views;
  }

  get isShown(): boolean {
    return this.#shown > 0;
  }

  /** Keeps it up to date from now on; returns how to stop. */
  show(): () => void {
    this.#shown += 1;
    if (this.#shown === 1) this.#start();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#shown -= 1;
      if (this.#shown === 0) this.#stop();
    };
  }

  /** Reads it where that wasn't done or failed. Never throws: `state` and `failure` tell. */
  load(): Promise<void> {
    if (this.state.peek() === 'ready') return Promise.resolve();
    this.#loading ??= this.#read().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  /** Takes in messages that were read or answered with elsewhere, where they belong into what is in memory. */
  keep(found: readonly MessageView[]): void {
    // While a page is on its way it has them, or the watch after it.
    if (this.state.peek() !== 'ready') return;
    this.stretch.take(found);
    if (this.stretch.hasHole) this.#syncLater();
  }

  /** Tells the hub that it was seen up to here. */
  async read(seq: number): Promise<void> {
    const before = this.seenSeq.peek();
    if (seq <= before) return;
    this.seenSeq.value = seq;
    try {
      const { seenSeq, conversation } = await api.call(markRead, { params: { conversationId: this.conversationId }, body: { seq } });
      this.seenSeq.value = Math.max(seenSeq, this.seenSeq.peek());
      keepHeads([conversation]);
    } catch {
      this.seenSeq.value = before; // the next look at the newest message tells it again
    }
  }

  async #read(): Promise<void> {
    this.state.value = 'loading';
    try {
      const [{ seenSeq, firstUnreadSeq }, newest] = await Promise.all([
        api.call(getReadState, { params: { conversationId: this.conversationId } }),
        this.stretch.readPage({}),
      ]);
      const isIn = firstUnreadSeq === null || !newest.hasBefore || (newest.items[0]?.seq ?? 0) <= firstUnreadSeq;
      const page = isIn ? newest : await this.stretch.readPage({ around: firstUnreadSeq });
      batch(() => {
        this.seenSeq.value = seenSeq;
        this.newFrom.value = firstUnreadSeq;
        this.stretch.replace(page);
        this.failure.value = null;
        this.state.value = 'ready';
      });
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    batch(() => {
      const isGone = error instanceof ApiError && error.code === 'conversation.unknown';
      if (isGone) this.messages.value = [];
      this.failure.value = error;
      this.state.value = isGone ? 'gone' : 'failed';
    });
  }

  #start(): void {
    const isAgain = this.state.peek() === 'ready';
    if (this.state.peek() === 'gone') this.state.value = 'loading';
    const isOurs = (told: { conversationId: string }) => told.conversationId === this.conversationId;
    this.#stops = [
      onEvent('message', (told) => isOurs(told) && this.#hear(told.message)),
      onEvent('typing', (told) => isOurs(told) && this.#typing.hear(told)),
      onEvent('viewers', (told) => {
        if (isOurs(told)) this.viewers.value = told.agents;
      }),
      onEvent('conversation.gone', (told) => isOurs(told) && this.#fail(goneError())),
      onEveryConnect(() => void this.#sync()),
    ];
    if (isAgain) void this.#refreshRead();
    else void this.load();
  }

  #stop(): void {
    clearTimeout(this.#resync);
    for (const stop of this.#stops.splice(0)) stop();
    emitNow('conversation.unwatch', { conversationId: this.conversationId });
    this.#typing.clear();
    batch(() => {
      this.viewers.value = [];
      this.arrived.value = [];
      this.newFrom.value = null;
      this.stretch.trim(keptMessages);
    });
  }

  /** Watches it, and takes what came since the last answer: after every connect, and when a hole in the order asks for it. */
  async #sync(): Promise<void> {
    await this.load();
    if (!this.isShown || this.state.peek() !== 'ready') return;
    const { cursor, syncedAt, part } = this.stretch;
    try {
      const answer = await emit('conversation.watch', {
        conversationId: this.conversationId,
        after: cursor,
        ...(syncedAt && { changedSince: syncedAt }),
      });
      // Another part came into memory meanwhile: among its messages, those that follow the old one would stand behind a gap.
      if (this.stretch.part !== part) void this.#sync();
      else if (this.isShown) this.#takeAnswer(answer);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'conversation.unknown') this.#fail(error);
      // Cut before the answer, or a hub that is busy: it passes.
      else this.#syncLater();
    }
  }

  #takeAnswer({ items, changed = [], cursor, nextCursor, now, ...rest }: ClientOutput<'conversation.watch'>): void {
    keepHeads([rest.conversation]);
    if (changed.length >= mostChanges) {
      this.state.value = 'loading';
      void this.#sync();
      return;
    }
    batch(() => {
      this.viewers.value = rest.viewers;
      for (const told of rest.typing) this.#typing.hear(told);
      const last = this.messages.peek().at(-1)?.seq ?? 0;
      this.stretch.append(items, cursor, nextCursor === null);
      this.stretch.take(changed);
      this.stretch.synced(now);
      this.#note(items.filter(({ seq }) => seq > last));
    });
    if (this.stretch.hasHole) this.#syncLater();
  }

  #hear(message: MessageView): void {
    const isKnown = this.messages.peek().some(({ id }) => id === message.id);
    this.#typing.end(message.author.id ?? '');
    this.keep([message]);
    if (!isKnown && message.seq > this.seenSeq.peek()) this.#note([message]);
  }

  /** What is new to this agent: read aloud, and below the "New" line when nobody looks. */
  #note(found: readonly MessageView[]): void {
    const fresh = found.filter((message) => message.kind !== 'event' && !isMine(message));
    const first = fresh[0];
    if (!first) return;
    this.arrived.value = fresh;
    const line = this.newFrom.peek();
    const isOver = line === null || line <= this.seenSeq.peek();
    if (isOver && (document.hidden || !document.hasFocus())) this.newFrom.value = first.seq;
  }

  async #refreshRead(): Promise<void> {
    try {
      const { seenSeq, firstUnreadSeq } = await api.call(getReadState, { params: { conversationId: this.conversationId } });
      this.seenSeq.value = seenSeq;
      this.newFrom.value = firstUnreadSeq;
    } catch {
      // Without it the thread opens at its end, as it does when all is read.
    }
  }

  #syncLater(): void {
    clearTimeout(this.#resync);
    if (this.isShown) this.#resync = setTimeout(() => void this.#sync(), holeMs);
  }
}

/** True for what the signed-in agent wrote. */
export function isMine({ author }: Pick<MessageView, 'author'>): boolean {
  return author.type === 'agent' && author.id !== null && author.id === session.peek()?.agent.id;
}

function goneError(): ApiError {
  return new ApiError(404, { code: 'conversation.unknown', message: 'not visible any more', details: null, requestId: '' });
}
