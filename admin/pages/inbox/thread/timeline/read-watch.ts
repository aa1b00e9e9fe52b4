import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ThreadStore } from '../../../../data/conversations/thread-live.ts';

/** The newest message was read when it was on screen for so long. */
const glanceMs = 800;

/** Tells the hub what was seen: the newest message was in sight for a moment, in a window that has the focus. */
export class ReadWatch implements ReactiveController {
  /** The thread whose newest message is in sight; null when it isn't. */
  readonly #inSight: () => ThreadStore | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, inSight: () => ThreadStore | null) {
    this.#inSight = inSight;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('focus', this.look);
    document.addEventListener('visibilitychange', this.look);
  }

  hostDisconnected(): void {
    window.removeEventListener('focus', this.look);
    document.removeEventListener('visibilitychange', this.look);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Looks whether there is something to tell; cheap, for every scroll and update. */
  readonly look = (): void => {
    if (this.#timer !== undefined || this.#unreadIn(this.#inSight()) === null) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const store = this.#inSight();
      const seq = this.#unreadIn(store);
      if (store && seq !== null) void store.read(seq);
    }, glanceMs);
  };

  #unreadIn(store: ThreadStore | null): number | null {
    if (!store || document.hidden || !document.hasFocus()) return null;
    const last = store.messages.peek().at(-1)?.seq ?? 0;
    return last > store.seenSeq.peek() ? last : null;
  }
}
