import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { changeView, saveView } from '../../../../data/conversations/listing/views.ts';
import { may } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import type { ViewToName } from './show-view-dialog.ts';

/** The dialog of `showViewDialog`. */
@customElement('hub-view-dialog')
export class HubViewDialog extends HubElement {
  @property({ attribute: false }) subject!: ViewToName;
  @state() private failure: unknown = null;
  @state() private isSaving = false;
  @query('#view-name') private nameField!: HTMLInputElement;
  @query('#view-shared') private sharedBox!: HTMLInputElement | null;

  protected override render() {
    const view = 'view' in this.subject ? this.subject.view : null;
    return html`<wa-dialog label=${view ? t('inbox:renameView') : t('inbox:saveView')} open light-dismiss>
      <form id="view-form" class="stack" @submit=${this.#save}>
        <div class="field">
          <label for="view-name">${t('inbox:viewName')}</label>
          <input
            id="view-name"
            class="input"
            required
            maxlength="80"
            autocomplete="off"
            autofocus
            .value=${view?.name ?? ''}
            aria-describedby=${this.failure ? 'view-error' : nothing}
          />
        </div>
        ${
          may('view.share') && !view
            ? html`<label class="check"
                ><input id="view-shared" type="checkbox" /><span
                  >${t('inbox:shareView')}<br /><span class="hint">${t('inbox:shareViewHint')}</span></span
                ></label
              >`
            : nothing
        }
        ${this.failure ? html`<p id="view-error" class="error" role="alert">${wordsOf(this.failure)}</p>` : nothing}
      </form>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button slot="footer" class="button primary" type="submit" form="view-form" ?disabled=${this.isSaving}>${t('common:save')}</button>
    </wa-dialog>`;
  }

  #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const name = this.nameField.value.trim();
    if (!name) return;
    this.isSaving = true;
    this.failure = null;
    try {
      if ('view' in this.subject) {
        await changeView(this.subject.view.id, { name });
        this.dispatchEvent(new DialogDone(this.subject.view));
      } else {
        const saved = await saveView({ name, isShared: this.sharedBox?.checked ?? false, ...this.subject });
        this.dispatchEvent(new DialogDone(saved));
      }
    } catch (error) {
      this.failure = error;
    } finally {
      this.isSaving = false;
    }
  };
}
