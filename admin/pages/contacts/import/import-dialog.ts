import { createQueryController } from '@tanstack/lit-query';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { startImport, type DataJobView } from '../../../../hub/api/customers/data-jobs.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../app/feedback/show-dialog.ts';
import { showError } from '../../../app/feedback/toasts.ts';
import { place, setQuery } from '../../../app/routing/route.ts';
import { HubElement } from '../../../components/hub-element.ts';
import '../../../components/skeleton.ts';
import { api } from '../../../data/api.ts';
import { dataJobQuery, isRunning, showJob, stopJob } from '../../../data/contacts/data-jobs.ts';
import { queryClient } from '../../../data/query-client.ts';
import { t } from '../../../words/words.ts';
import { progressBar } from '../jobs/progress-bar.ts';
import './import-report.ts';
import './mapping-step.ts';
import type { HubImportMapping } from './mapping-step.ts';
import './upload-step.ts';
import './import-dialog.css';

const steps = ['upload', 'mapping', 'check', 'run'] as const;
type Step = (typeof steps)[number];

/** The dialog of `showImport`. The job is in the address and its state at the hub: a reload goes on where it was. */
@customElement('hub-import-dialog')
export class HubImportDialog extends HubElement {
  /** The person went back to the mapping of a checked file. */
  @state() private isRemapping = false;
  @state() private isStarting = false;
  @query('hub-import-mapping') private mapping!: HubImportMapping | null;
  #jobId: string | null = null;
  #wasRunning = false;

  readonly #job = createQueryController(this, () => ({ ...dataJobQuery(this.#jobId ?? ''), enabled: this.#jobId !== null }), queryClient);

  protected override willUpdate(changed: PropertyValues): void {
    const asked = place.value.query.get('import');
    const jobId = asked === null || asked === 'new' ? null : asked;
    if (jobId !== this.#jobId) {
      this.#jobId = jobId;
      this.isRemapping = false;
    }
    super.willUpdate(changed);
  }

  protected override render() {
    const job = this.#jobId === null ? undefined : this.#job().data;
    const step = this.#stepOf(job);
    return html`<wa-dialog class="import-dialog" style="--width:720px" label=${t('contacts:import')} open>
      <ol class="steps" aria-label=${t('contacts:steps')}>
        ${steps.map((each) => html`<li aria-current=${each === step ? 'step' : 'false'}>${t(`contacts:step.${each}`)}</li>`)}
      </ol>
      <div class="stack body">${this.#renderBody(job, step)}</div>
      ${this.#renderFooter(job, step)}
    </wa-dialog>`;
  }

  protected override updated(): void {
    if (place.peek().query.get('import') === null) this.dispatchEvent(new DialogDone());
    const job = this.#jobId === null ? undefined : this.#job().data;
    const isNow = job?.state === 'running';
    if (this.#wasRunning && !isNow) void queryClient.invalidateQueries({ queryKey: ['contacts'] });
    this.#wasRunning = isNow;
  }

  #stepOf(job: DataJobView | undefined): Step {
    if (!job) return 'upload';
    if (this.isRemapping || job.state === 'mapping') return 'mapping';
    return job.state === 'checking' || job.state === 'checked' ? 'check' : 'run';
  }

  #renderBody(job: DataJobView | undefined, step: Step): TemplateResult {
    if (this.#jobId === null) return html`<hub-import-upload></hub-import-upload>`;
    if (!job) {
      const { error } = this.#job();
      if (!error) return html`<hub-skeleton shape="form" rows="4"></hub-skeleton>`;
      return html`<p class="callout bad" role="alert">
        <span>${wordsOf(error)}</span><button class="button small" @click=${this.#again}>${t('contacts:importAgain')}</button>
      </p>`;
    }
    if (step === 'mapping')
      return html`<hub-import-mapping
        .job=${job}
        @hub-mapped=${() => {
          this.isRemapping = false;
        }}
      ></hub-import-mapping>`;
    if (isRunning(job))
      return html`<div role="status">${progressBar(t(`contacts:jobState.${job.state}`), job.progress)}</div>
        <p class="hint">${t('contacts:runsOn')}</p>`;
    return html`<hub-import-report .job=${job}></hub-import-report>`;
  }

  #renderFooter(job: DataJobView | undefined, step: Step) {
    const close = html`<button slot="footer" class="button" @click=${this.#close}>${t('common:close')}</button>`;
    if (!job) return close;
    if (step === 'mapping')
      return html`${close}<button slot="footer" class="button primary" @click=${() => this.mapping?.send()}>
          ${t('contacts:check')}
        </button>`;
    if (isRunning(job))
      return html`<button slot="footer" class="button" @click=${() => this.#stop(job.id)}>${t('contacts:importStop')}</button>${close}`;
    const back = html`<button
      slot="footer"
      class="button"
      @click=${() => {
        this.isRemapping = true;
      }}
    >
      ${t('contacts:changeMapping')}
    </button>`;
    if (job.state === 'checked') {
      const count = (job.result?.created ?? 0) + (job.result?.updated ?? 0);
      return html`${back}<button
          slot="footer"
          class="button primary"
          ?disabled=${count === 0 || this.isStarting}
          @click=${() => this.#start(job.id)}
        >
          ${count === 0 ? t('contacts:nothingToImport') : t('contacts:importStart', { count })}
        </button>`;
    }
    return html`<button slot="footer" class="button" @click=${this.#again}>${t('contacts:importAgain')}</button
      >${job.state === 'failed' ? back : nothing}<button slot="footer" class="button primary" @click=${this.#close}>
        ${t('common:done')}
      </button>`;
  }

  #close = (): void => void this.dispatchEvent(new DialogDone());

  #again = (): void => setQuery({ import: 'new' });

  async #start(dataJobId: string): Promise<void> {
    this.isStarting = true;
    try {
      showJob(await api.call(startImport, { params: { dataJobId } }));
      this.#wasRunning = true;
    } catch (error) {
      showError(error);
    } finally {
      this.isStarting = false;
    }
  }

  async #stop(dataJobId: string): Promise<void> {
    try {
      await stopJob(dataJobId);
    } catch (error) {
      showError(error);
    }
  }
}
