import { createQueryController } from '@tanstack/lit-query';
import { ArrowUpDown, TriangleAlert } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MergePreview } from '../../../../hub/api/customers/contact-merges.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../app/feedback/show-dialog.ts';
import { showToast } from '../../../app/feedback/toasts.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import '../../../components/skeleton.ts';
import { customFieldsQuery } from '../../../data/contacts/contact.ts';
import { merge, mergePreviewQuery } from '../../../data/contacts/merge.ts';
import { queryClient } from '../../../data/query-client.ts';
import { t } from '../../../words/words.ts';
import { wordsOfField, wordsOfValue } from '../contact-words.ts';
import { contactLine } from './contact-line.ts';
import { ChosenContact } from './merge-choose.ts';
import { undoMergeAndTell } from './undo-merge.ts';
import './merge-dialog.css';

/** The dialog of `showMerge`. */
@customElement('hub-merge-dialog')
export class HubMergeDialog extends HubElement {
  @property({ attribute: false }) contactId = '';
  @property({ attribute: false }) otherId: string | null = null;
  /** True when the other one stays. */
  @state() private isSwapped = false;
  @state() private isMerging = false;
  @state() private failure: unknown = null;

  readonly #fields = createQueryController(this, customFieldsQuery, queryClient);
  readonly #preview = createQueryController(
    this,
    () => ({ ...mergePreviewQuery(this.#stays, this.#goes), enabled: this.otherId !== null }),
    queryClient,
  );

  constructor() {
    super();
    this.addEventListener(ChosenContact.type, (event) => {
      if (event instanceof ChosenContact) this.otherId = event.contactId;
    });
  }

  protected override render() {
    const preview = this.otherId === null ? undefined : this.#preview().data;
    return html`<wa-dialog class="merge-dialog" style="--width:640px" label=${t('contacts:merge')} open>
      ${this.otherId === null ? html`<hub-merge-choose .contactId=${this.contactId}></hub-merge-choose>` : this.#renderPreview()}
      ${this.failure ? html`<p class="error" role="alert">${wordsOf(this.failure)}</p>` : nothing}
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      ${
        preview
          ? html`<button slot="footer" class="button primary" ?disabled=${this.isMerging} @click=${() => this.#merge(preview)}>
              <span class="ellipsis"
                >${this.isMerging ? t('contacts:merging') : t('contacts:mergeDo', { name: preview.contact.name })}</span
              >
            </button>`
          : nothing
      }
    </wa-dialog>`;
  }

  get #stays(): string {
    return this.isSwapped ? (this.otherId ?? '') : this.contactId;
  }

  get #goes(): string {
    return this.isSwapped ? this.contactId : (this.otherId ?? '');
  }

  #renderPreview() {
    const { data, error, refetch } = this.#preview();
    if (error)
      return html`<div class="callout bad" role="alert">
        <span>${wordsOf(error)}</span><span class="spacer"></span>
        <button class="button small" @click=${() => refetch()}>${t('common:retry')}</button>
        <button class="button small" @click=${this.#chooseAgain}>${t('contacts:mergeOther')}</button>
      </div>`;
    if (!data) return html`<hub-skeleton rows="5"></hub-skeleton>`;
    return html`<div class="both">
        <div class="side">
          <h3 class="quiet">${t('contacts:mergeStays')}</h3>
          ${contactLine(data.contact)}
        </div>
        <button class="button small swap" @click=${this.#swap}>${icon(ArrowUpDown, 14)}${t('contacts:mergeSwap')}</button>
        <div class="side goes">
          <h3 class="quiet">${t('contacts:mergeGoes')}</h3>
          ${contactLine(data.from)}
          <button class="button small plain" @click=${this.#chooseAgain}>${t('contacts:mergeOther')}</button>
        </div>
      </div>
      ${this.#renderFields(data)} ${this.#renderMoves(data)}
      <p class="callout warn">
        ${icon(TriangleAlert)}<span
          >${t('contacts:mergeWarning', { name: data.from.name })}
          ${data.contact.blocked === data.from.blocked ? nothing : t('contacts:mergeBlockedWarning')}</span
        >
      </p>`;
  }

  #renderFields({ fields }: MergePreview) {
    const custom = this.#fields().data ?? [];
    return html`<table class="table outcome">
      <thead>
        <tr>
          <th scope="col">${t('contacts:mergeField')}</th>
          <th scope="col">${t('contacts:mergeResult')}</th>
        </tr>
      </thead>
      <tbody>
        ${fields.map(({ field, outcome, from, result }) => {
          const words = (value: typeof result) => wordsOfValue(field, value, custom);
          return html`<tr>
            <th scope="row">${wordsOfField(field, custom)}</th>
            <td>
              <span class="result">${words(result)}</span>
              ${outcome === 'kept' ? nothing : html`<span class="chip ${outcome === 'dropped' ? 'warn' : 'good'}">${t(`contacts:mergeOutcome.${outcome}`)}</span>`}
              ${outcome === 'dropped' ? html`<del class="quiet">${words(from)}</del>` : nothing}
            </td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  #renderMoves({ moves }: MergePreview) {
    const parts = [
      t('contacts:mergeIdentities', { count: moves.identities }),
      t('contacts:mergeConversations', { count: moves.conversations }),
      t('contacts:mergeFiles', { count: moves.files }),
    ];
    return html`<p><b>${t('contacts:mergeMoves')}:</b> ${parts.join(', ')}</p>`;
  }

  #swap = (): void => {
    this.isSwapped = !this.isSwapped;
    this.failure = null;
  };

  #chooseAgain = (): void => {
    this.otherId = null;
    this.isSwapped = false;
    this.failure = null;
  };

  async #merge({ contact, from }: MergePreview): Promise<void> {
    this.isMerging = true;
    this.failure = null;
    try {
      const mergeId = await merge(contact.id, from.id);
      showToast({
        text: t('contacts:merged', { name: from.name, other: contact.name }),
        kind: 'good',
        stayMs: 8000,
        actions: [{ label: t('common:undo'), run: () => void undoMergeAndTell(mergeId) }],
      });
      this.dispatchEvent(new DialogDone(contact.id));
    } catch (error) {
      this.failure = error;
    } finally {
      this.isMerging = false;
    }
  }
}
