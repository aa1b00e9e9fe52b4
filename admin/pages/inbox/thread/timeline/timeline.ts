import { elementScroll, VirtualizerController } from '@tanstack/lit-virtual';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { HubElement } from '../../../../components/hub-element.ts';
import type { ThreadStore } from '../../../../data/conversations/thread-live.ts';
import { pendingOf } from '../../../../data/conversations/thread-store.ts';
import { t } from '../../../../words/words.ts';
import type { Scene } from '../scene.ts';
import { dayOf } from './day-of.ts';
import { renderFloatingDay, renderToEnd, renderTop } from './edges.ts';
import { keyBetween, rowOf } from './moving.ts';
import { PlaceKeeper } from './place-keeper.ts';
import { ReadWatch } from './read-watch.ts';
import { drawRow, estimateHeight } from './row.ts';
import { buildRows, type Row } from './rows.ts';
import './timeline.css';

/** From so far from an edge on, in pixels, what lies beyond it is read. */
const loadWithin = 900;
/** Nearer to the end than this counts as being there: what comes is followed. */
const endWithin = 80;
/** Above the place that is opened something of what was read before stays in sight. */
const contextAbove = 76;

/**
 * One conversation's messages, of which only those near the screen are drawn: opened at the first unread, following the newest while one is
 * there, keeping the reader's place otherwise.
 * @event hub-to-end - the newest messages are wanted and not in memory
 */
@customElement('hub-timeline')
export class HubTimeline extends HubElement {
  @property({ attribute: false }) store!: ThreadStore;
  @property({ attribute: false }) scene!: Scene;
  @state() private activeKey: string | null = null;
  @state() private stopKey: string | null = null;
  @query('.scroller') private scroller!: HTMLElement;
  @query('.block') private block!: HTMLElement;
  #rows: Row[] = [];
  #source: readonly unknown[] = [];
  #isPlaced = false;
  #isFollowing = true;
  #last = { top: 0, height: 0 };
  #highestShown = 0;
  #pendingCount = 0;
  readonly #keeper = new PlaceKeeper();
  readonly #measured = new WeakSet<Element>();
  readonly #sizes = new ResizeObserver(() => this.#isFollowing && this.#isPlaced && this.#view.scrollToEnd());
  readonly #reading = new ReadWatch(this, () => (this.#isAtEnd() ? this.store : null));
  readonly #virtual = new VirtualizerController<HTMLElement, HTMLElement>(this, {
    getScrollElement: () => this.scroller ?? null,
    count: 0,
    estimateSize: (index) => estimateOf(this.#rows[index]),
    overscan: 8,
    anchorTo: 'end',
    scrollEndThreshold: endWithin,
    paddingStart: 44,
    paddingEnd: 30,
    scrollPaddingStart: contextAbove,
    initialRect: { width: 700, height: 700 },
    // What the list scrolls by itself, as rows turn out lower than they were thought to be, is nobody's hand.
    scrollToFn: (offset, how, view) => {
      if (this.#isPlaced) this.#noticeHand();
      elementScroll(offset, how, view);
      this.#last.top = this.scroller.scrollTop;
    },
  });

  constructor() {
    super();
    this.#view.shouldAdjustScrollPositionOnItemSizeChange = (item, _delta, view) => this.#keeper.isAboveReader(item, view);
  }

  get #view() {
    return this.#virtual.getVirtualizer();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  /** Shows the row of a `seq` in the middle; false when it is not in memory. */
  showSeq(seq: number): boolean {
    const index = this.#rows.findIndex((row) => holds(row, seq));
    if (index < 0) return false;
    this.#isPlaced = true;
    this.#isFollowing = false;
    this.stopKey = this.#rows[index]?.key ?? null;
    this.#view.scrollToIndex(index, { align: 'center' });
    return true;
  }

  /** Shows the newest row, and those that come. */
  showEnd(): void {
    this.#isFollowing = true;
    this.#view.scrollToEnd();
  }

  /** Puts the focus on the row that Tab stops at. */
  focusRow(): void {
    void this.#focusKey(this.stopKey ?? this.#rows.at(-1)?.key);
  }

  protected override willUpdate(): void {
    const { messages, newFrom } = this.store;
    const { hasAfter } = this.store.stretch;
    const pending = pendingOf(this.store.conversationId).value;
    const source = [messages.value, pending, newFrom.value, hasAfter.value];
    if (source.every((each, index) => each === this.#source[index])) return;
    this.#source = source;
    const rows = buildRows({ messages: messages.value, pending, newFrom: newFrom.value, hasAfter: hasAfter.value, dayOf });
    this.#keeper.notice(this.#rows, rows);
    this.#rows = rows;
    const view = this.#view;
    view.setOptions({ ...view.options, count: rows.length, getItemKey: (index) => rows[index]?.key ?? index });
    // Who writes wants to see it.
    if (this.#isPlaced && pending.length > this.#pendingCount) this.#isFollowing = true;
    this.#pendingCount = pending.length;
  }

  protected override render() {
    const view = this.#view;
    const items = view.getVirtualItems();
    const scene: Scene = { ...this.scene, activeKey: this.activeKey };
    const stop = this.#rows.some(({ key }) => key === this.stopKey) ? this.stopKey : this.#rows.at(-1)?.key;
    const last = items.at(-1);
    return html`<div
        class="scroller scroll"
        @scroll=${this.#scrolled}
        @pointerover=${this.#pointed}
        @pointerleave=${this.#unpointed}
        @focusin=${this.#pointed}
        @focusout=${this.#unpointed}
        @keydown=${this.#press}
        @contextmenu=${this.#openMenu}
      >
        <div class="canvas" style="height:${view.getTotalSize()}px">
          <div class="edge">${renderTop(this.store)}</div>
          <div class="block" role="list" aria-label=${t('thread:messages')} style="transform:translateY(${items[0]?.start ?? 0}px)">
            ${repeat(
              items,
              ({ key }) => key,
              ({ index }) => {
                const row = this.#rows[index];
                return row ? drawRow(row, index, scene, row.key === stop) : nothing;
              },
            )}
          </div>
        </div>
      </div>
      ${this.#renderDay()}${this.#renderToEnd(last ? this.#rows[last.index] : undefined)}`;
  }

  #renderToEnd(lowest: Row | undefined): TemplateResult | typeof nothing {
    const view = this.#view;
    if (lowest?.type === 'message') this.#highestShown = Math.max(this.#highestShown, lowest.message.seq);
    const below = view.getTotalSize() - (view.scrollOffset ?? 0) - (view.scrollRect?.height ?? 0);
    return renderToEnd(this.store, { below, highestShown: this.#highestShown, toEnd: this.#toEnd });
  }

  #renderDay(): TemplateResult | typeof nothing {
    const offset = this.#view.scrollOffset ?? 0;
    const item = this.#view.getVirtualItemForOffset(offset + 12);
    const row = item && this.#rows[item.index];
    if (!row || (row.startsDay && item.start > offset - 30)) return nothing;
    return renderFloatingDay(row.at, this.#view.isScrolling);
  }

  protected override firstUpdated(): void {
    this.#sizes.observe(this.scroller);
  }

  protected override updated(): void {
    for (const element of this.block.children) {
      if (!(element instanceof HTMLElement) || this.#measured.has(element)) continue;
      this.#measured.add(element);
      this.#view.measureElement(element);
    }
    // A wheel may have turned whose event has not come yet.
    if (this.#isPlaced) this.#noticeHand();
    if (!this.#isPlaced && this.#rows.length > 0) this.#openAt();
    else if (this.#isFollowing && this.#isPlaced && !this.#isAtEnd()) this.#view.scrollToEnd();
    // Not while rendering: both change what it reads.
    queueMicrotask(this.#scrolled);
  }

  /** The first time: at the first unread, or at the end. */
  #openAt(): void {
    this.#isPlaced = true;
    const unread = this.#rows.findIndex(({ isNew }) => isNew);
    this.#isFollowing = unread < 0;
    if (unread < 0) this.#view.scrollToEnd();
    else this.#view.scrollToIndex(unread, { align: 'start' });
  }

  /** By the page itself: the virtual list hears of a scroll later. */
  #isAtEnd(): boolean {
    if (this.store.stretch.hasAfter.peek() || this.#rows.length === 0 || !this.scroller) return false;
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight <= endWithin;
  }

  readonly #scrolled = (): void => {
    if (!this.isConnected || !this.scroller) return;
    this.#noticeHand();
    this.#loadEdges();
    this.#reading.look();
  };

  /** Up, and not because what is above or below shrank: the reader's own hand. What comes is no longer followed until the end is reached again. */
  #noticeHand(): void {
    const { scrollTop: top, scrollHeight: height } = this.scroller;
    const movedUp = this.#last.top - top;
    if (this.#isAtEnd()) this.#isFollowing = true;
    else if (movedUp > 2 && movedUp > this.#last.height - height + 2) this.#isFollowing = false;
    this.#last = { top, height };
  }

  #loadEdges(): void {
    if (!this.#isPlaced || !this.scroller) return;
    const { stretch } = this.store;
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    if (scrollTop < loadWithin && stretch.older.peek() === 'idle') void stretch.loadOlder();
    if (scrollHeight - scrollTop - clientHeight < loadWithin && stretch.newer.peek() === 'idle') void stretch.loadNewer();
  }

  #toEnd = (): void => {
    if (this.store.stretch.hasAfter.peek()) this.dispatchEvent(new Event('hub-to-end'));
    else this.showEnd();
  };

  #pointed = (event: Event): void => {
    const row = rowOf(event);
    if (row) this.activeKey = row.dataset['key'] ?? null;
    if (event.type === 'focusin' && row) this.stopKey = row.dataset['key'] ?? null;
  };

  #unpointed = (event: FocusEvent | PointerEvent): void => {
    const isInside = event.relatedTarget instanceof Node && this.contains(event.relatedTarget);
    if (!isInside) this.activeKey = null;
  };

  #press = (event: KeyboardEvent): void => {
    const row = rowOf(event);
    // Inside a row keys belong to what has the focus there.
    if (!row || event.target !== row || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter') this.#openMenu(event);
    else {
      const key = keyBetween(this.#rows, row.dataset['key'], event.key);
      if (key === null) return;
      event.preventDefault();
      void this.#focusKey(key);
    }
  };

  #openMenu = (event: MouseEvent | KeyboardEvent): void => {
    const row = rowOf(event);
    const found = this.#rows.find(({ key }) => key === row?.dataset['key']);
    if (!row || found?.type !== 'message' || isForTheBrowser(event)) return;
    event.preventDefault();
    const isByPointer = event instanceof PointerEvent && event.pointerType !== '' && event.button === 2;
    const bubble = row.querySelector('.bubble') ?? row;
    this.scene.acts.showMenu(found.message, isByPointer ? { x: event.clientX, y: event.clientY } : bubble);
  };

  async #focusKey(key: string | undefined): Promise<void> {
    const index = this.#rows.findIndex((row) => row.key === key);
    if (key === undefined || index < 0) return;
    this.stopKey = key;
    if (!this.block.querySelector(`[data-index="${index}"]`)) this.#view.scrollToIndex(index, { align: 'auto' });
    for (let frames = 0; frames < 10; frames += 1) {
      await this.updateComplete;
      const element = [...this.block.children].find((each) => each instanceof HTMLElement && each.dataset['key'] === key);
      if (element instanceof HTMLElement) {
        element.focus({ preventScroll: true });
        element.scrollIntoView({ block: 'nearest' });
        return;
      }
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }
}

function estimateOf(row: Row | undefined): number {
  return row ? estimateHeight(row) : 60;
}

function holds(row: Row, seq: number): boolean {
  if (row.type === 'message') return row.message.seq === seq;
  return row.type === 'events' && row.events.some((event) => event.seq === seq);
}

/** On a link, a picture or marked words the browser's own menu is of more use. */
function isForTheBrowser(event: Event): boolean {
  if (!(event instanceof PointerEvent) || event.button !== 2) return false;
  const isOnMedia = event.target instanceof Element && event.target.closest('a, img, video, audio, input') !== null;
  return isOnMedia || (getSelection()?.isCollapsed ?? true) === false;
}
