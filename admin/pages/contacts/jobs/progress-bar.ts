import { html, type TemplateResult } from 'lit';
import { number } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import './progress-bar.css';

/** How far something is, in rows or contacts; `total` null: nobody knows how many there are. */
export function progressBar(label: string, { done, total }: { done: number; total: number | null }): TemplateResult {
  const part = total === null || total === 0 ? null : Math.min(1, done / total);
  return html`<div class="job-progress">
    <div class="row">
      <span>${label}</span><span class="spacer"></span>
      <span class="quiet numbers"
        >${total === null ? number(done) : t('contacts:ofTotal', { done: number(done), total: number(total) })}</span
      >
    </div>
    <progress max="1" aria-label=${label} .value=${part ?? 0}></progress>
  </div>`;
}
