import { createQueryController } from '@tanstack/lit-query';
import { CircleCheck, Download, TriangleAlert } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DataJobView } from '../../../../hub/api/customers/data-jobs.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import { customFieldsQuery } from '../../../data/contacts/contact.ts';
import { queryClient } from '../../../data/query-client.ts';
import { number } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { wordsOfRefusal } from './refusal-words.ts';

/** What an import would do, or did: the counts, and every refused row with its reasons. */
@customElement('hub-import-report')
export class HubImportReport extends HubElement {
  @property({ attribute: false }) job!: DataJobView;
  readonly #fields = createQueryController(this, customFieldsQuery, queryClient);

  protected override render() {
    const { state, result, failure, refused, refusedCsvUrl } = this.job;
    const counts = result ?? { created: 0, updated: 0, skipped: 0, refused: 0 };
    const isDry = state === 'checked' || state === 'checking';
    return html`${this.#renderLead(state, failure)}
      <dl class="counts">
        ${(['created', 'updated', 'skipped', 'refused'] as const).map(
          (name) =>
            html`<div class=${name === 'refused' && counts.refused > 0 ? 'bad' : ''}>
              <dt>${t(`contacts:${isDry ? 'would' : 'did'}.${name}`)}</dt>
              <dd class="numbers">${number(counts[name])}</dd>
            </div>`,
        )}
      </dl>
      ${
        refused.length > 0
          ? html`<div class="row">
                <h3>${t('contacts:refusedRows')}</h3>
                <span class="spacer"></span>
                ${refusedCsvUrl ? html`<a class="button small" href=${refusedCsvUrl} download>${icon(Download, 14)}${t('contacts:downloadRefused')}</a>` : nothing}
              </div>
              ${this.#renderRefused()}
              ${counts.refused > refused.length ? html`<p class="hint">${t('contacts:refusedMore', { count: refused.length })}</p>` : nothing}`
          : nothing
      }`;
  }

  #renderLead(state: DataJobView['state'], failure: string | null) {
    if (state === 'failed')
      return html`<p class="callout bad" role="alert">
        ${icon(TriangleAlert)}<span>${t('contacts:importFailed', { reason: failure ?? '' })}</span>
      </p>`;
    if (state === 'cancelled') return html`<p class="callout warn">${icon(TriangleAlert)}<span>${t('contacts:importCancelled')}</span></p>`;
    if (state === 'done')
      return html`<p class="callout good" role="status">${icon(CircleCheck)}<span>${t('contacts:importDone')}</span></p>`;
    return html`<p class="quiet" role="status">${t('contacts:checkedHint')}</p>`;
  }

  #renderRefused() {
    const custom = this.#fields().data ?? [];
    return html`<div class="refused scroll" tabindex="0" role="region" aria-label=${t('contacts:refusedRows')}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">${t('contacts:refusedRow')}</th>
            <th scope="col">${t('contacts:refusedWhy')}</th>
          </tr>
        </thead>
        <tbody>
          ${this.job.refused.map(
            ({ row, reasons }) =>
              html`<tr>
                <td class="numbers">${number(row)}</td>
                <td>${reasons.map((reason) => wordsOfRefusal(reason, custom)).join('; ')}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}
