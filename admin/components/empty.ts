import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { href } from '../app/routing/route.ts';
import type { EmptyDrawing } from './empty-drawings.ts';
import { HubElement } from './hub-element.ts';
import './empty.css';

let drawEmpty: ((name: EmptyDrawing) => TemplateResult) | undefined;

/**
 * Nothing is there, or it could not be shown: a drawing, one sentence and one thing to do.
 * @event hub-empty-action - the action was chosen; with `to` it is a link instead
 */
@customElement('hub-empty')
export class HubEmpty extends HubElement {
  @property() heading = '';
  @property() text = '';
  /** The words of the one action; empty: there is none. */
  @property() action = '';
  /** A path below /admin that the action leads to. */
  @property() to = '';
  /** What stands over the words; it comes a little later than they do. */
  @property() drawing: EmptyDrawing | '' = '';

  protected override updated(): void {
    if (!this.drawing || drawEmpty) return;
    // Only for the eye: where it can't be loaded, the words say all.
    import('./empty-drawings.ts').then(
      (loaded) => {
        drawEmpty = loaded.drawEmpty;
        this.requestUpdate();
      },
      () => undefined,
    );
  }

  protected override render() {
    return html`${this.drawing ? html`<svg viewBox="0 0 144 96" aria-hidden="true">${drawEmpty?.(this.drawing)}</svg>` : nothing}
      <h2>${this.heading}</h2>
      ${this.text ? html`<p class="quiet">${this.text}</p>` : nothing} ${this.#renderAction()}`;
  }

  #renderAction() {
    if (!this.action) return nothing;
    if (this.to) return html`<a class="button primary" href=${href(this.to)}>${this.action}</a>`;
    return html`<button class="button primary" @click=${() => this.dispatchEvent(new Event('hub-empty-action', { bubbles: true }))}>
      ${this.action}
    </button>`;
  }
}
