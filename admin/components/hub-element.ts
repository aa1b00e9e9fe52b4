import { effect } from '@preact/signals-core';
import { LitElement } from 'lit';

/** An element could not be rendered. Whoever can show something in its place prevents the default, which is to throw. */
export class RenderFailed extends Event {
  static readonly type = 'hub-render-failed';
  readonly error: unknown;

  constructor(error: unknown) {
    super(RenderFailed.type, { bubbles: true, composed: true, cancelable: true });
    this.error = error;
  }
}

/**
 * What every element of the admin extends: it renders into the page itself (one tree for labels, shortcuts, selection and styles), and again
 * whenever a signal it read while rendering changes, the language among them.
 */
export class HubElement extends LitElement {
  #stopWatching: (() => void) | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Signals are not watched while away: what changed meanwhile shows now.
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWatching?.();
    this.#stopWatching = undefined;
  }

  protected override performUpdate(): void {
    if (!this.isUpdatePending) return;
    this.#stopWatching?.();
    let isFirst = true;
    this.#stopWatching = effect(() => {
      if (isFirst) {
        isFirst = false;
        this.#renderOrTell();
      } else {
        this.requestUpdate();
      }
    });
  }

  #renderOrTell(): void {
    try {
      super.performUpdate();
    } catch (error) {
      if (this.dispatchEvent(new RenderFailed(error))) throw error;
    }
  }
}
