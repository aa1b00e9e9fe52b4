import { createQueryController } from '@tanstack/lit-query';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { createContactExport, exportColumn, type ExportColumn } from '../../../../hub/api/customers/data-jobs.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../app/feedback/show-dialog.ts';
import { place, setQuery } from '../../../app/routing/route.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { api } from '../../../data/api.ts';
import { contactQueryIn, isNarrowed } from '../../../data/contacts/contact-query.ts';
import { contactCountQuery, customFieldsQuery } from '../../../data/contacts/contact.ts';
import { showJob } from '../../../data/contacts/data-jobs.ts';
import { channelsQuery } from '../../../data/conversations/listing/choices.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { number } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { wordsOfField } from '../contact-words.ts';
import '../jobs/job-list.ts';
import { selectedContacts } from '../list/bulk/selection.ts';
import { chipsOf } from '../list/filters/filter-words.ts';
import './export-dialog.css';

const ownColumns = [
  'name',
  'kind',
  'emails',
  'phones',
  'externalUserId',
  'username',
  'language',
  'tags',
  'notes',
  'blocked',
  'createdAt',
  'lastMessageAt',
  'id',
] as const satisfies readonly ExportColumn[];
type Which = 'selected' | 'filtered' | 'everybody';
const usual: readonly string[] = ['name', 'kind', 'emails', 'phones', 'externalUserId', 'language', 'tags', 'notes', 'createdAt'];

/** The dialog of `showExport`: which contacts, which columns, and the files that were made. */
@customElement('hub-export-dialog')
export class HubExportDialog extends HubElement {
  @state() private columns: readonly string[] | null = null;
  @state() private which: Which = 'everybody';
  /** Picked when it was opened. */
  #ids: readonly string[] = [];
  @state() private isStarting = false;
  @state() private failure: unknown = null;
  readonly #fields = createQueryController(this, customFieldsQuery, queryClient);
  readonly #channels = createQueryController(this, () => ({ ...channelsQuery, enabled: may('channel.view') }), queryClient);
  readonly #count = createQueryController(this, () => contactCountQuery(contactQueryIn(place.peek().query).filters), queryClient);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ids = [...selectedContacts.peek()];
    this.which = this.#choices()[0] ?? 'everybody';
  }

  protected override render() {
    return html`<wa-dialog class="export-dialog" style="--width:600px" label=${t('contacts:export')} open>
      <div class="stack">
        ${this.#renderWhich()} ${this.#renderColumns()}
        ${this.failure ? html`<p class="error" role="alert">${wordsOf(this.failure)}</p>` : nothing}
        <hub-job-list kind="export"></hub-job-list>
      </div>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:close')}</button>
      <button slot="footer" class="button primary" ?disabled=${this.isStarting || this.#chosen().length === 0} @click=${this.#start}>
        ${t('contacts:exportStart')}
      </button>
    </wa-dialog>`;
  }

  protected override updated(): void {
    if (place.value.query.get('export') === null) this.dispatchEvent(new DialogDone());
  }

  #choices(): readonly Which[] {
    return [
      ...(this.#ids.length > 0 ? (['selected'] as const) : []),
      ...(isNarrowed(contactQueryIn(place.peek().query)) ? (['filtered'] as const) : []),
      'everybody',
    ];
  }

  #renderWhich() {
    const choices = this.#choices();
    if (choices.length === 1) return html`<p>${t('contacts:exportAll')}</p>`;
    return html`<fieldset class="field">
      <legend>${t('contacts:exportWhich')}</legend>
      ${choices.map(
        (which) =>
          html`<label class="check"
            ><input
              type="radio"
              name="which"
              .checked=${this.which === which}
              @change=${() => {
                this.which = which;
              }}
            /><span>${this.#wordsOf(which)}</span></label
          >`,
      )}
    </fieldset>`;
  }

  #wordsOf(which: Which) {
    if (which === 'everybody') return t('contacts:exportEverybody');
    if (which === 'selected') return html`${t('contacts:exportPicked')} <span class="quiet numbers">(${number(this.#ids.length)})</span>`;
    const { filters } = contactQueryIn(place.value.query);
    const count = this.#count().data;
    const words = chipsOf(filters, { channels: this.#channels().data ?? [], customFields: this.#fields().data ?? [] }).map(
      ({ about, words: value }) => `${about}: ${value}`,
    );
    if (filters.q) words.unshift(`${t('common:search')}: ${filters.q}`);
    return html`${t('contacts:exportFiltered')}
      ${count ? html`<span class="quiet numbers">(${count.isCapped ? '999+' : count.count})</span>` : nothing}<br /><span class="hint"
        >${words.join(' · ')}</span
      >`;
  }

  #renderColumns() {
    const custom = this.#fields().data ?? [];
    const all = [...ownColumns, ...custom.map(({ key }) => `field:${key}`)];
    const chosen = this.#chosen();
    return html`<fieldset class="field">
      <legend>${t('contacts:columns')}</legend>
      <div class="columns">
        ${all.map(
          (column) =>
            html`<label class="check"
              ><input type="checkbox" .checked=${chosen.includes(column)} @change=${() => this.#toggle(column)} /><span class="ellipsis"
                >${wordsOfField(column, custom)}</span
              ></label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  #chosen(): readonly string[] {
    return this.columns ?? [...usual, ...(this.#fields().data ?? []).map(({ key }) => `field:${key}`)];
  }

  #toggle(column: string): void {
    const chosen = this.#chosen();
    this.columns = chosen.includes(column) ? chosen.filter((each) => each !== column) : [...chosen, column];
  }

  #start = async (): Promise<void> => {
    this.isStarting = true;
    this.failure = null;
    // As the boxes stand, not as they were clicked.
    const chosen = this.#chosen();
    const order: readonly string[] = [...ownColumns, ...(this.#fields().data ?? []).map(({ key }) => `field:${key}`)];
    const columns = order.filter((column) => chosen.includes(column)).flatMap((column) => exportColumn.safeParse(column).data ?? []);
    const asked = this.which === 'filtered' ? contactQueryIn(place.peek().query).filters : {};
    const ids = this.which === 'selected' ? [...this.#ids] : undefined;
    try {
      const job = await api.call(createContactExport, { body: { filters: asked, ids, columns } });
      showJob(job);
      setQuery({ export: job.id });
    } catch (error) {
      this.failure = error;
    } finally {
      this.isStarting = false;
    }
  };
}
