import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../words/words.ts';
import './empty.ts';
import { HubElement, RenderFailed } from './hub-element.ts';

/** Holds a part of a page: when anything in it fails to render, a sentence stands in its place and the rest of the page goes on. */
@customElement('hub-boundary')
export class HubBoundary extends HubElement {
  /** What it holds. */
  @property({ attribute: false }) content: () => TemplateResult | typeof nothing = () => nothing;
  /** What the part shows, such as a conversation's id: another one gets another chance. */
  @property({ attribute: false }) subject: unknown;
  @state() private hasFailed = false;

  constructor() {
    super();
    this.addEventListener(RenderFailed.type, (event) => {
      if (!(event instanceof RenderFailed) || event.target === this) return;
      event.preventDefault();
      event.stopPropagation();
      this.#fail(event.error);
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('subject')) this.hasFailed = false;
  }

  protected override update(changed: PropertyValues): void {
    try {
      super.update(changed);
    } catch (error) {
      this.#fail(error);
    }
  }

  protected override render() {
    if (!this.hasFailed) return html`${this.content()}`;
    return html`<hub-empty
      drawing="broken"
      role="alert"
      heading=${t('common:partFailed')}
      text=${t('common:partFailedHint')}
      action=${t('common:retry')}
      @hub-empty-action=${this.#again}
    ></hub-empty>`;
  }

  #fail(error: unknown): void {
    reportError(error);
    this.hasFailed = true;
  }

  #again = (event: Event): void => {
    event.stopPropagation();
    this.hasFailed = false;
  };
}
