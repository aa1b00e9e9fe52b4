import type { TypingMode } from '../../../../hub/api/realtime.ts';
import { emit, emitNow } from '../../../data/realtime.ts';

/** Told again this often while it goes on; the hub forgets it after twice as long. */
const repeatMs = 3000;
/** Nothing was typed for so long: not writing any more. */
const stopAfterMs = 5000;
/** Told again so soon where it was not taken: a conversation just opened is not watched yet, or the connection is on its way. */
const againMs = 500;

interface Told {
  conversationId: string;
  mode: TypingMode;
  at: number;
}

/** Tells colleagues, and the customer where the channel can, that somebody writes here. */
export class TypingTeller {
  #told: Told | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** A key was pressed. */
  type(conversationId: string, mode: TypingMode): void {
    if (this.#told && (this.#told.conversationId !== conversationId || this.#told.mode !== mode)) this.stop();
    const now = Date.now();
    if (!this.#told || now - this.#told.at >= repeatMs) {
      this.#told = { conversationId, mode, at: now };
      this.#tell(this.#told);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.stop(), stopAfterMs);
  }

  /** It was sent, emptied or left. */
  stop(): void {
    clearTimeout(this.#timer);
    if (this.#told) emitNow('typing', { conversationId: this.#told.conversationId, mode: null });
    this.#told = null;
  }

  #tell(told: Told): void {
    const { conversationId, mode } = told;
    emit('typing', { conversationId, mode }).catch(() => setTimeout(() => this.#told === told && this.#tell(told), againMs));
  }
}
