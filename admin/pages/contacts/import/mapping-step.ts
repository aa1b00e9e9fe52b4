import { createQueryController } from '@tanstack/lit-query';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  importTarget,
  mapImport,
  type DataJobView,
  type ImportMapping,
  type ImportTarget,
} from '../../../../hub/api/customers/data-jobs.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { api } from '../../../data/api.ts';
import { customFieldsQuery } from '../../../data/contacts/contact.ts';
import { showJob } from '../../../data/contacts/data-jobs.ts';
import { queryClient } from '../../../data/query-client.ts';
import { number } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { wordsOfTarget } from './refusal-words.ts';

const ownTargets = ['name', 'email', 'phone', 'externalUserId', 'language', 'notes', 'tags'] as const satisfies readonly ImportTarget[];
const matches = ['email', 'phone', 'externalUserId'] as const;

/**
 * Says what each column of the file means, and which contacts its rows are about.
 * @event hub-mapped - the dry run has begun
 */
@customElement('hub-import-mapping')
export class HubImportMapping extends HubElement {
  @property({ attribute: false }) job!: DataJobView;
  @state() private targets: ReadonlyMap<number, ImportTarget | null> = new Map();
  @state() private match: ImportMapping['match'] = 'email';
  @state() private onMatch: ImportMapping['onMatch'] = 'update';
  @state() private failure: unknown = null;
  @state() private isSending = false;
  readonly #fields = createQueryController(this, customFieldsQuery, queryClient);
  #jobId = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('job') || this.#jobId === this.job.id) return;
    this.#jobId = this.job.id;
    const { mapping, file } = this.job;
    this.targets = new Map(
      mapping
        ? mapping.columns.map(({ column, target }) => [column, target])
        : (file?.columns ?? []).map(({ column, guess }) => [column, guess]),
    );
    this.match = mapping?.match ?? matches.find((each) => this.#has(each)) ?? 'none';
    this.onMatch = mapping?.onMatch ?? 'update';
  }

  protected override render() {
    const { file, progress } = this.job;
    if (!file) return nothing;
    return html`<p class="quiet">${t('contacts:mappingHint', { file: file.name, rows: number(progress.total ?? 0) })}</p>
      <div class="mapping scroll">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">${t('contacts:csvColumn')}</th>
              <th scope="col">${t('contacts:csvSample')}</th>
              <th scope="col">${t('contacts:csvTarget')}</th>
            </tr>
          </thead>
          <tbody>
            ${file.columns.map(({ column, header }) => this.#renderColumn(column, header, file.sample))}
          </tbody>
        </table>
      </div>
      ${this.#renderMatch()} ${this.failure ? html`<p class="callout bad" role="alert">${wordsOf(this.failure)}</p>` : nothing}`;
  }

  /** Sends it and begins the dry run. */
  async send(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    this.failure = null;
    try {
      const columns = [...this.targets].map(([column, target]) => ({ column, target }));
      const body: ImportMapping = { columns, match: this.match, onMatch: this.onMatch };
      showJob(await api.call(mapImport, { params: { dataJobId: this.job.id }, body }));
      this.dispatchEvent(new Event('hub-mapped', { bubbles: true }));
    } catch (error) {
      this.failure = error;
    } finally {
      this.isSending = false;
    }
  }

  #renderColumn(column: number, header: string, sample: readonly (readonly string[])[]) {
    const target = this.targets.get(column) ?? null;
    const custom = this.#fields().data ?? [];
    const name = header || t('contacts:csvUnnamed', { n: column + 1 });
    const examples = sample.map((cells) => cells[column] ?? '').filter((cell) => cell !== '');
    const option = (value: string) => html`<option value=${value} ?selected=${value === target}>${wordsOfTarget(value, custom)}</option>`;
    return html`<tr class=${target === null ? 'left-out' : ''}>
      <th scope="row">${name}</th>
      <td class="samples quiet">${examples.slice(0, 3).join(' · ') || t('contacts:csvEmptyColumn')}</td>
      <td>
        <select class="input" aria-label=${t('contacts:csvTargetOf', { name })} @change=${(event: Event) => this.#set(column, event)}>
          <option value="" ?selected=${target === null}>${t('contacts:csvLeaveOut')}</option>
          ${ownTargets.map(option)} ${custom.length > 0 ? html`<hr />` : nothing} ${custom.map(({ key }) => option(`field:${key}`))}
        </select>
      </td>
    </tr>`;
  }

  #renderMatch() {
    const custom = this.#fields().data ?? [];
    return html`<div class="match">
      <div class="field">
        <label for="import-match">${t('contacts:matchBy')}</label>
        <select id="import-match" class="input" aria-describedby="import-match-hint" @change=${this.#setMatch}>
          ${matches.map(
            (each) =>
              html`<option value=${each} ?selected=${each === this.match} ?disabled=${!this.#has(each)}>
                ${wordsOfTarget(each, custom)}
              </option>`,
          )}
          <option value="none" ?selected=${this.match === 'none'}>${t('contacts:matchNone')}</option>
        </select>
        <span class="hint" id="import-match-hint">${this.match === 'none' ? t('contacts:matchNoneHint') : t('contacts:matchHint')}</span>
      </div>
      <fieldset class="field" ?disabled=${this.match === 'none'}>
        <legend>${t('contacts:onMatch')}</legend>
        ${(['update', 'skip'] as const).map(
          (each) =>
            html`<label class="check"
              ><input
                type="radio"
                name="on-match"
                .checked=${this.onMatch === each}
                @change=${() => {
                  this.onMatch = each;
                }}
              /><span>${t(`contacts:onMatch.${each}`)}</span></label
            >`,
        )}
      </fieldset>
    </div>`;
  }

  #has(target: ImportTarget): boolean {
    return [...this.targets.values()].includes(target);
  }

  #set(column: number, event: Event): void {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    const parsed = importTarget.safeParse(event.currentTarget.value);
    this.targets = new Map([...this.targets, [column, parsed.success ? parsed.data : null]]);
    if (this.match !== 'none' && !this.#has(this.match)) this.match = matches.find((each) => this.#has(each)) ?? 'none';
  }

  #setMatch = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    const { value } = event.currentTarget;
    this.match = matches.find((each) => each === value) ?? 'none';
  };
}
