import { createQueryController } from '@tanstack/lit-query';
import { Download } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DataJobView } from '../../../../hub/api/customers/data-jobs.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { showError } from '../../../app/feedback/toasts.ts';
import { setQuery } from '../../../app/routing/route.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import '../../../components/skeleton.ts';
import { dataJobsQuery, isRunning, stopJob } from '../../../data/contacts/data-jobs.ts';
import { queryClient } from '../../../data/query-client.ts';
import { agoShort, fullTime, minuteTick, number } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { progressBar } from './progress-bar.ts';
import './job-list.css';

/** The last imports, or the last exports with their files. */
@customElement('hub-job-list')
export class HubJobList extends HubElement {
  @property() kind: 'import' | 'export' = 'export';
  readonly #jobs = createQueryController(this, dataJobsQuery, queryClient);

  protected override render() {
    const { data, error } = this.#jobs();
    if (!data) return error ? html`<p class="error">${wordsOf(error)}</p>` : html`<hub-skeleton shape="text" rows="2"></hub-skeleton>`;
    const jobs = data.filter(({ kind }) => kind === this.kind);
    if (jobs.length === 0) return nothing;
    void minuteTick.value; // "5m" has to become "6m"
    return html`<h3>${this.kind === 'import' ? t('contacts:recentImports') : t('contacts:recentExports')}</h3>
      <ul>
        ${jobs.map((job) => this.#renderJob(job))}
      </ul>`;
  }

  #renderJob(job: DataJobView) {
    const { progress, state, by, createdAt, file } = job;
    return html`<li>
      ${
        isRunning(job)
          ? html`<div class="running">${progressBar(t(`contacts:jobState.${state}`), progress)}</div>`
          : html`<span class="texts"
              ><span class="ellipsis">${this.kind === 'import' ? (file?.name ?? '') : t('contacts:count', { count: progress.done })}</span
              ><span class="quiet ellipsis">${this.#about(job)}</span></span
            >`
      }
      <span class="faint by ellipsis" title=${fullTime(createdAt)}>${by.name} · ${agoShort(createdAt)}</span>
      ${this.#renderAction(job)}
    </li>`;
  }

  #about({ state, result, failure }: DataJobView): string {
    if (state === 'failed' && failure) return `${t('contacts:jobState.failed')}: ${failure}`;
    if (this.kind === 'import' && result && state === 'done')
      return t('contacts:importSummary', {
        created: number(result.created),
        updated: number(result.updated),
        refused: number(result.refused),
      });
    return t(`contacts:jobState.${state}`);
  }

  #renderAction(job: DataJobView) {
    const { id, downloadUrl, state } = job;
    if (isRunning(job)) return html`<button class="button small" @click=${() => this.#stop(id)}>${t('common:cancel')}</button>`;
    if (downloadUrl)
      return html`<a class="button small" href=${downloadUrl} download>${icon(Download, 14)}${t('contacts:downloadCsv')}</a>`;
    if (this.kind === 'import')
      return html`<button class="button small" @click=${() => setQuery({ import: id })}>
        ${state === 'mapping' || state === 'checked' ? t('contacts:goOn') : t('contacts:lookAt')}
      </button>`;
    return state === 'done' ? html`<span class="quiet">${t('contacts:fileExpired')}</span>` : nothing;
  }

  async #stop(id: string): Promise<void> {
    try {
      await stopJob(id);
    } catch (error) {
      showError(error);
    }
  }
}
