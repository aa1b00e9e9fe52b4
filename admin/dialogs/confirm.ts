import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DialogDone, showDialog } from '../app/feedback/show-dialog.ts';
import { HubElement } from '../components/hub-element.ts';
import { t } from '../words/words.ts';

/** What is asked before something that can't be undone. */
export interface Confirmation {
  heading: string;
  text: string;
  /** The button's own words: "Delete 12 contacts", never "OK". */
  action: string;
  isDangerous?: boolean;
  /** Must be typed before the button works: for what destroys much. */
  typed?: string;
}

/** Asks and resolves with true when it was agreed to. */
export async function confirm(question: Confirmation): Promise<boolean> {
  return (await showDialog<true, HubConfirmDialog>(new HubConfirmDialog(), { question })) ?? false;
}

/** The dialog of `confirm`. */
@customElement('hub-confirm-dialog')
export class HubConfirmDialog extends HubElement {
  @property({ attribute: false }) question!: Confirmation;
  @state() private typed = '';

  protected override render() {
    const { heading, text, action, isDangerous = false, typed } = this.question;
    return html`<wa-dialog label=${heading} open light-dismiss>
      <div class="stack">
        <p>${text}</p>
        ${
          typed === undefined
            ? nothing
            : html`<div class="field">
                <label for="confirm-typed">${t('common:typeToConfirm', { text: typed })}</label>
                <input
                  id="confirm-typed"
                  class="input"
                  autocomplete="off"
                  @input=${(event: InputEvent) => {
                    this.typed = event.currentTarget instanceof HTMLInputElement ? event.currentTarget.value : '';
                  }}
                />
              </div>`
        }
      </div>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button
        slot="footer"
        class="button ${isDangerous ? 'danger' : 'primary'}"
        autofocus
        ?disabled=${typed !== undefined && this.typed.trim() !== typed}
        @click=${() => this.dispatchEvent(new DialogDone(true))}
      >
        ${action}
      </button>
    </wa-dialog>`;
  }
}
