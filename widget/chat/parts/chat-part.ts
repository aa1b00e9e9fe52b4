import { render, type TemplateResult } from 'lit/html.js';
import type { Chat } from '../chat.ts';

/**
 * What every element of the chat extends: it draws into the page itself by lit-html, and again whenever anything of the chat changes or
 * `redraw` is called. LitElement would do the same for 2.5 KB more.
 */
export abstract class ChatPart extends HTMLElement {
  declare chat: Chat;
  #stop: (() => void) | undefined;
  #drawing: Promise<void> | undefined;

  protected abstract template(): TemplateResult;

  /** After every drawing. */
  protected drawn(): void {}

  connectedCallback(): void {
    this.#stop = this.chat.subscribe(() => void this.redraw());
    this.#draw();
  }

  disconnectedCallback(): void {
    this.#stop?.();
  }

  /** Draws once for all that happens before the current task is done. Resolves when it is drawn. */
  redraw(): Promise<void> {
    return (this.#drawing ??= Promise.resolve().then(() => {
      this.#drawing = undefined;
      if (this.isConnected) this.#draw();
    }));
  }

  #draw(): void {
    render(this.template(), this);
    this.drawn();
  }
}
