import { Copy, Download, TriangleAlert } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { eraseContact, type ErasureReport } from '../../../../hub/api/customers/contacts.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../app/feedback/show-dialog.ts';
import { showToast } from '../../../app/feedback/toasts.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import { api } from '../../../data/api.ts';
import { dropFromLists } from '../../../data/contacts/contact-list.ts';
import { fileSize, number } from '../../../words/formats.ts';
import { t, tMaybe } from '../../../words/words.ts';
import { saveAs } from '../save-as.ts';
import './erase-dialog.css';

/** The dialog of `showErase`. */
@customElement('hub-erase-dialog')
export class HubEraseDialog extends HubElement {
  @property({ attribute: false }) contactId = '';
  @property({ attribute: false }) name = '';
  @state() report: ErasureReport | null = null;
  @state() private typed = '';
  @state() private isErasing = false;
  @state() private failure: unknown = null;

  protected override render() {
    return html`<wa-dialog
      style="--width:520px"
      label=${this.report ? t('contacts:erased', { name: this.name }) : t('contacts:eraseAsk', { name: this.name })}
      open
    >
      ${this.report ? this.#renderReport(this.report) : this.#renderQuestion()}
    </wa-dialog>`;
  }

  #renderQuestion() {
    const isTyped = this.typed.trim() === this.name.trim();
    return html`<form id="erase-form" class="stack" @submit=${this.#erase}>
        <p class="callout bad">${icon(TriangleAlert)}<span>${t('contacts:eraseText')}</span></p>
        <div class="field">
          <label for="erase-typed">${t('common:typeToConfirm', { text: this.name })}</label>
          <input
            id="erase-typed"
            class="input"
            autocomplete="off"
            autofocus
            @input=${(event: InputEvent) => {
              this.typed = event.currentTarget instanceof HTMLInputElement ? event.currentTarget.value : '';
            }}
          />
        </div>
        ${this.failure ? html`<p class="error" role="alert">${wordsOf(this.failure)}</p>` : nothing}
      </form>
      <button slot="footer" class="button" @click=${this.#close}>${t('common:cancel')}</button>
      <button slot="footer" class="button danger" type="submit" form="erase-form" ?disabled=${!isTyped || this.isErasing}>
        ${this.isErasing ? t('contacts:erasing') : t('contacts:eraseDo')}
      </button>`;
  }

  #renderReport(report: ErasureReport) {
    const collections = Object.entries(report.collections).filter(([, count]) => count > 0);
    return html`<div class="stack" role="status">
        <p class="quiet">${t('contacts:eraseReportHint')}</p>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">${t('contacts:eraseWhat')}</th>
              <th scope="col" class="number">${t('contacts:eraseRemoved')}</th>
            </tr>
          </thead>
          <tbody>
            ${collections.map(
              ([name, count]) =>
                html`<tr>
                  <td>${tMaybe(`contacts:collection.${name}`, {}, name)} <span class="faint">${name}</span></td>
                  <td class="number numbers">${number(count)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        ${
          report.files.length > 0
            ? html`<details>
                <summary>${t('contacts:eraseFiles', { count: report.files.length })}</summary>
                <ul>
                  ${report.files.map(({ name, size }) => html`<li>${name} <span class="faint">${fileSize(size)}</span></li>`)}
                </ul>
              </details>`
            : html`<p>${t('contacts:eraseNoFiles')}</p>`
        }
        ${report.sharedFiles > 0 ? html`<p class="callout">${t('contacts:eraseShared', { count: report.sharedFiles })}</p>` : nothing}
      </div>
      <button slot="footer" class="button" @click=${this.#copy}>${icon(Copy, 14)}${t('common:copy')}</button>
      <button slot="footer" class="button" @click=${this.#save}>${icon(Download, 14)}${t('contacts:downloadReport')}</button>
      <button slot="footer" class="button primary" autofocus @click=${this.#close}>${t('common:done')}</button>`;
  }

  #close = (): void => void this.dispatchEvent(new DialogDone());

  #text(): string {
    return JSON.stringify({ ...this.report, name: this.name, erasedAt: new Date().toISOString() }, null, 2);
  }

  #save = (): void => saveAs(`erasure-${this.contactId}.json`, this.#text(), 'application/json');

  #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.#text());
      showToast({ text: t('common:copied'), kind: 'good', stayMs: 2000 });
    } catch {
      showToast({ text: t('contacts:notCopied'), kind: 'bad' }); // a browser may forbid it
    }
  };

  #erase = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.typed.trim() !== this.name.trim() || this.isErasing) return;
    this.isErasing = true;
    this.failure = null;
    try {
      this.report = await api.call(eraseContact, { params: { contactId: this.contactId } });
      dropFromLists(this.contactId);
    } catch (error) {
      this.failure = error;
    } finally {
      this.isErasing = false;
    }
  };
}
