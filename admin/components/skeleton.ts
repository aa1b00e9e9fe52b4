import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../words/words.ts';
import { HubElement } from './hub-element.ts';
import './skeleton.css';

/** Rows where rows are to come; drawn only after 150 ms, so that what is fast never flickers. */
@customElement('hub-skeleton')
export class HubSkeleton extends HubElement {
  @property({ type: Number }) rows = 4;
  /** `list`: a face and two lines; `text`: lines; `form`: labels and fields. */
  @property({ reflect: true }) shape: 'list' | 'text' | 'form' = 'list';

  protected override render() {
    return html`<span class="sr-only" role="status">${t('common:loading')}</span>
      ${Array.from({ length: this.rows }, () => html`<div class="bone" aria-hidden="true"><i></i><b></b><u></u></div>`)}`;
  }
}
