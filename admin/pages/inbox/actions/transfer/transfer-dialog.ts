import { html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import { textsOf } from '../../../../components/form-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { departments } from '../../../../data/team.ts';
import { t } from '../../../../words/words.ts';
import type { Transfer } from './show-transfer.ts';

/** The dialog of `showTransfer`. */
@customElement('hub-transfer-dialog')
export class HubTransferDialog extends HubElement {
  @property({ attribute: false }) departmentId = '';
  @property({ attribute: false }) count = 1;
  @property({ attribute: false }) needsNote = false;
  @state() private missing: 'department' | 'note' | null = null;
  @query('form') private form!: HTMLFormElement;

  protected override render() {
    const isDepartmentMissing = this.missing === 'department';
    const isNoteMissing = this.missing === 'note';
    return html`<wa-dialog label=${t('panel:transferTitle', { count: this.count })} open>
      <form id="transfer" class="stack" novalidate @submit=${this.#submit}>
        <div class="field">
          <label for="transfer-to">${t('panel:department')}</label>
          <select
            id="transfer-to"
            class="input"
            name="departmentId"
            ?autofocus=${this.departmentId === ''}
            aria-invalid=${isDepartmentMissing}
            aria-describedby=${isDepartmentMissing ? 'transfer-to-error' : ''}
          >
            <option value="" ?selected=${this.departmentId === ''}>${t('panel:chooseDepartment')}</option>
            ${departments.value.map(({ id, name }) => html`<option value=${id} ?selected=${id === this.departmentId}>${name}</option>`)}
          </select>
          ${isDepartmentMissing ? html`<span id="transfer-to-error" class="error">${t('panel:chooseDepartment')}</span>` : ''}
        </div>
        <div class="field">
          <label for="transfer-note">${t(this.needsNote ? 'panel:transferNote' : 'panel:transferNoteOptional')}</label>
          <textarea
            id="transfer-note"
            class="input"
            name="note"
            rows="4"
            maxlength="10000"
            ?autofocus=${this.departmentId !== ''}
            aria-invalid=${isNoteMissing}
            aria-describedby="transfer-note-hint"
            @keydown=${this.#key}
          ></textarea>
          <span id="transfer-note-hint" class=${isNoteMissing ? 'error' : 'hint'}
            >${t(isNoteMissing ? 'panel:noteNeeded' : 'panel:transferNoteHint')}</span
          >
        </div>
      </form>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button slot="footer" class="button primary" form="transfer">${t('panel:transfer')}</button>
    </wa-dialog>`;
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) this.form.requestSubmit();
  };

  #submit = (event: Event): void => {
    event.preventDefault();
    const { departmentId = '', note = '' } = textsOf(this.form);
    this.missing = departmentId === '' ? 'department' : this.needsNote && note.trim() === '' ? 'note' : null;
    if (this.missing === null) this.dispatchEvent(new DialogDone<Transfer>({ departmentId, note: note.trim() }));
  };
}
