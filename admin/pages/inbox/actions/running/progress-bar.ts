import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../../components/hub-element.ts';
import { t } from '../../../../words/words.ts';
import { progress } from './progress.ts';
import './progress-bar.css';

/** How far something is that is done to many conversations; over the page, and only meanwhile. */
@customElement('hub-action-progress')
export class HubActionProgress extends HubElement {
  protected override render() {
    const now = progress.value;
    if (!now) return nothing;
    const { words, through, total } = now;
    return html`<div class="doing" role="status">
      <span>${words}</span>
      <progress max=${total} value=${through} aria-label=${words}></progress>
      <span class="quiet numbers">${t('panel:progress', { through, total })}</span>
    </div>`;
  }
}

/** Puts the bar on the page, once. */
export function mountProgressBar(): void {
  if (!document.querySelector('hub-action-progress')) document.body.append(new HubActionProgress());
}
