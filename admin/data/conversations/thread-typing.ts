import { signal } from '@preact/signals-core';
import { typingEndsAfterMs, type TypingView } from '../../../hub/api/realtime.ts';
import { session } from '../session.ts';

/** Who writes in one conversation right now, oneself left out. What is not repeated ends by itself. */
export class ThreadTyping {
  readonly views = signal<readonly TypingView[]>([]);
  readonly #ends = new Map<string, ReturnType<typeof setTimeout>>();

  hear(told: TypingView): void {
    this.end(told.by.id);
    if (told.mode === null || told.by.id === session.peek()?.agent.id) return;
    this.views.value = [...this.views.peek(), told];
    this.#ends.set(
      told.by.id,
      setTimeout(() => this.end(told.by.id), typingEndsAfterMs),
    );
  }

  /** They sent it, or stopped. */
  end(id: string): void {
    clearTimeout(this.#ends.get(id));
    this.#ends.delete(id);
    if (this.views.peek().some(({ by }) => by.id === id)) this.views.value = this.views.peek().filter(({ by }) => by.id !== id);
  }

  clear(): void {
    for (const { by } of this.views.peek()) this.end(by.id);
  }
}
