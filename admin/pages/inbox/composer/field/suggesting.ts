import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Suggestion } from './suggestions.ts';
import { findTrigger, type Trigger } from './trigger.ts';

/** The list that finishes what is being typed: what it holds, which one is active, when it is there. */
export class Suggesting implements ReactiveController {
  trigger: Trigger | null = null;
  found: readonly Suggestion[] = [];
  active = 0;
  /** The list was loaded and is empty for nothing typed yet: that is said, while a word that isn't found just closes it. */
  isEmpty = false;
  readonly #host: ReactiveControllerHost;
  #asked = 0;
  /** Where a list was closed by Escape: it stays closed for this sign. */
  #closedAt: number | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  get isOpen(): boolean {
    return this.trigger !== null && (this.found.length > 0 || this.isEmpty);
  }

  /** Looks at what stands before the caret. */
  async look(text: string, caret: number, { canMention, conversationId }: { canMention: boolean; conversationId: string }): Promise<void> {
    const trigger = findTrigger(text, caret, { canMention });
    if (!trigger || trigger.from === this.#closedAt) {
      if (!trigger) this.#closedAt = null;
      this.#end();
      return;
    }
    this.#closedAt = null;
    if (this.trigger?.kind !== trigger.kind) this.found = [];
    this.trigger = trigger;
    const asked = (this.#asked += 1);
    // Offline: nothing to suggest, and what is typed stays.
    const found = await find(trigger, conversationId).catch(() => []);
    if (asked !== this.#asked) return;
    this.found = found;
    this.active = 0;
    this.isEmpty = found.length === 0 && trigger.kind === 'quick-reply' && trigger.query === '';
    this.#host.requestUpdate();
  }

  move(step: number): void {
    if (this.found.length === 0) return;
    this.activate((this.active + step + this.found.length) % this.found.length);
  }

  activate(index: number): void {
    if (index === this.active) return;
    this.active = index;
    this.#host.requestUpdate();
  }

  /** Closes the list; for this sign it stays closed. */
  close(): void {
    this.#closedAt = this.trigger?.from ?? null;
    this.#end();
  }

  #end(): void {
    this.#asked += 1;
    if (!this.trigger) return;
    this.trigger = null;
    this.found = [];
    this.isEmpty = false;
    this.#host.requestUpdate();
  }
}

/** Loaded with the first sign: an inbox is opened far more often than a list in its composer. */
async function find(trigger: Trigger, conversationId: string): Promise<readonly Suggestion[]> {
  const { findSuggestions } = await import('./suggestions.ts');
  return findSuggestions(trigger, conversationId);
}
