import { signal } from '@preact/signals-core';
import { CircleAlert, CircleCheck, Info, X } from 'lucide';
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { HubElement } from '../../components/hub-element.ts';
import { icon } from '../../components/icon.ts';
import { t } from '../../words/words.ts';
import { wordsOf } from './error-words.ts';
import './toasts.css';

/** A short message in the corner, with what can be done about it. */
export interface Toast {
  text: string;
  kind?: 'info' | 'good' | 'bad';
  /** Undo, Retry, Open... */
  actions?: { label: string; run: () => void }[];
  /** How long it stays, in milliseconds; one that can be undone stays 6 s, an error 10 s, a pointer or focus on it holds it. */
  stayMs?: number;
}

interface Shown extends Toast {
  id: number;
}

const shown = signal<Shown[]>([]);
let lastId = 0;

/** Shows a message; returns its removal. */
export function showToast(toast: Toast): () => void {
  lastId += 1;
  const id = lastId;
  // More than four would be a wall: the oldest gives way.
  shown.value = [...shown.peek(), { ...toast, id }].slice(-4);
  return () => remove(id);
}

/** A change that was made and can be taken back for 6 seconds. */
export function showUndo(text: string, undo: () => void): () => void {
  return showToast({ text, kind: 'good', actions: [{ label: t('common:undo'), run: undo }], stayMs: 6000 });
}

/** An error in words; with `retry` it offers to try again. */
export function showError(error: unknown, retry?: () => void): () => void {
  return showToast({
    text: wordsOf(error),
    kind: 'bad',
    stayMs: 10_000,
    ...(retry && { actions: [{ label: t('common:retry'), run: retry }] }),
  });
}

/** Says that a part's code could not be loaded, and offers to try again. */
export function showPartAway(retry: () => void): () => void {
  return showToast({ text: t('common:partAway'), kind: 'bad', stayMs: 10_000, actions: [{ label: t('common:retry'), run: retry }] });
}

function remove(id: number): void {
  shown.value = shown.peek().filter((toast) => toast.id !== id);
}

/** The toasts on screen; one of it in the shell. */
@customElement('hub-toasts')
export class HubToasts extends HubElement {
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #isHeld = false;

  protected override render() {
    return html`<div
      class="toasts"
      role="region"
      aria-label=${t('common:messages')}
      @pointerenter=${() => this.#hold(true)}
      @pointerleave=${() => this.#hold(false)}
      @focusin=${() => this.#hold(true)}
      @focusout=${() => this.#hold(false)}
    >
      <div aria-live="polite" aria-atomic="false">
        ${repeat(
          shown.value,
          (toast) => toast.id,
          (toast) => this.#renderToast(toast),
        )}
      </div>
    </div>`;
  }

  #renderToast({ id, text, kind = 'info', actions = [] }: Shown) {
    const picture = { info: Info, good: CircleCheck, bad: CircleAlert }[kind];
    return html`<div class="toast ${kind}">
      ${icon(picture)}<span class="text">${text}</span>
      ${actions.map(
        ({ label, run }) =>
          html`<button
            class="button small"
            @click=${() => {
              remove(id);
              run();
            }}
          >
            ${label}
          </button>`,
      )}
      <button class="icon-button" aria-label=${t('common:close')} @click=${() => remove(id)}>${icon(X, 14)}</button>
    </div>`;
  }

  protected override updated(): void {
    this.#arm();
  }

  #hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (isHeld) {
      for (const timer of this.#timers.values()) clearTimeout(timer);
      this.#timers.clear();
    } else this.#arm();
  }

  #arm(): void {
    if (this.#isHeld) return;
    for (const { id, stayMs = 5000 } of shown.peek()) {
      if (this.#timers.has(id)) continue;
      this.#timers.set(
        id,
        setTimeout(() => {
          this.#timers.delete(id);
          remove(id);
        }, stayMs),
      );
    }
  }
}
