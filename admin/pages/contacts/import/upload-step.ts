import { FileUp } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { z } from 'zod';
import { ApiError } from '../../../../hub/api/client.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { setQuery } from '../../../app/routing/route.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import { showJob } from '../../../data/contacts/data-jobs.ts';
import { uploadCsv } from '../../../data/contacts/upload-csv.ts';
import { fileSize } from '../../../words/formats.ts';
import { t, tMaybe } from '../../../words/words.ts';
import '../jobs/job-list.ts';
import { progressBar } from '../jobs/progress-bar.ts';

/** As the hub's contract says. */
const mostBytes = 20 * 1024 * 1024;
const unreadable = z.object({ reason: z.string(), row: z.number().optional() });

/** Takes the file of an import: dropped, or picked. */
@customElement('hub-import-upload')
export class HubImportUpload extends HubElement {
  @state() private progress: number | null = null;
  @state() private problem = '';
  @state() private isOver = false;
  @query('input') private field!: HTMLInputElement;
  #stop: AbortController | null = null;

  protected override firstUpdated(): void {
    // The dialog around it opens before there is anything in it to have the focus.
    this.field.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.abort();
  }

  protected override render() {
    return html`<p class="quiet">${t('contacts:importHint')}</p>
      ${this.progress === null ? this.#renderDrop() : this.#renderProgress(this.progress)}
      ${this.problem ? html`<p class="callout bad" role="alert">${this.problem}</p>` : nothing}
      <hub-job-list kind="import"></hub-job-list>`;
  }

  #renderDrop() {
    return html`<label
      class="drop ${this.isOver ? 'over' : ''}"
      @dragover=${(event: DragEvent) => {
        event.preventDefault();
        this.isOver = true;
      }}
      @dragleave=${() => {
        this.isOver = false;
      }}
      @drop=${this.#onDrop}
    >
      ${icon(FileUp, 24)}
      <b>${t('contacts:dropCsv')}</b>
      <span class="quiet">${t('contacts:dropHint', { size: fileSize(mostBytes) })}</span>
      <input
        class="sr-only"
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        aria-label=${t('contacts:dropCsv')}
        @change=${() => {
          const file = this.field.files?.[0];
          this.field.value = '';
          if (file) void this.#take(file);
        }}
      />
    </label>`;
  }

  #renderProgress(progress: number) {
    return html`<div class="stack">
      ${progressBar(t('contacts:uploading'), { done: Math.round(progress * 100), total: 100 })}
      <button class="button small cancel" @click=${() => this.#stop?.abort()}>${t('common:cancel')}</button>
    </div>`;
  }

  #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.isOver = false;
    const files = event.dataTransfer?.files;
    if (files?.length === 1 && files[0]) void this.#take(files[0]);
    else this.problem = t('contacts:oneFile');
  };

  async #take(file: File): Promise<void> {
    this.problem = this.#problemOf(file);
    if (this.problem) return;
    this.#stop = new AbortController();
    this.progress = 0;
    try {
      const job = await uploadCsv(
        file,
        (progress) => {
          this.progress = progress;
        },
        this.#stop.signal,
      );
      showJob(job);
      setQuery({ import: job.id });
    } catch (error) {
      if (!(error instanceof DOMException)) this.problem = wordsOfFailure(error);
    } finally {
      this.progress = null;
    }
  }

  #problemOf({ name, size, type }: File): string {
    if (!/\.(csv|tsv|txt)$/i.test(name) && type !== 'text/csv') return t('contacts:notCsv', { name });
    if (size === 0) return t('contacts:unreadable.empty');
    return size > mostBytes ? t('contacts:csvTooLarge', { name, size: fileSize(size), most: fileSize(mostBytes) }) : '';
  }
}

function wordsOfFailure(error: unknown): string {
  const details = error instanceof ApiError && error.code === 'data-job.file-unreadable' ? unreadable.safeParse(error.details) : null;
  if (!details?.success) return wordsOf(error);
  return tMaybe(`contacts:unreadable.${details.data.reason}`, { row: details.data.row ?? 0 }, wordsOf(error));
}
