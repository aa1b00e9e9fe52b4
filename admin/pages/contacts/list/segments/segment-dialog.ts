import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { changeSegment, createSegment } from '../../../../data/contacts/segments.ts';
import { may } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import type { SegmentToName } from './show-segment.ts';

/** The dialog of `showSegment`. */
@customElement('hub-segment-dialog')
export class HubSegmentDialog extends HubElement {
  @property({ attribute: false }) subject!: SegmentToName;
  @state() private failure: unknown = null;
  @state() private isSaving = false;
  @query('#segment-name') private nameField!: HTMLInputElement;
  @query('#segment-shared') private sharedBox!: HTMLInputElement | null;

  protected override render() {
    const segment = 'segment' in this.subject ? this.subject.segment : null;
    return html`<wa-dialog label=${segment ? t('contacts:renameSegmentTitle') : t('contacts:saveSegment')} open light-dismiss>
      <form id="segment-form" class="stack" @submit=${this.#save}>
        <div class="field">
          <label for="segment-name">${t('contacts:segmentName')}</label>
          <input
            id="segment-name"
            class="input"
            required
            maxlength="80"
            autocomplete="off"
            autofocus
            .value=${segment?.name ?? ''}
            aria-describedby=${segment ? nothing : 'segment-hint'}
          />
          ${segment ? nothing : html`<span id="segment-hint" class="hint">${t('contacts:segmentNameHint')}</span>`}
        </div>
        ${
          may('view.share') && !segment
            ? html`<label class="check"
                ><input id="segment-shared" type="checkbox" /><span
                  >${t('contacts:shareSegment')}<br /><span class="hint">${t('contacts:shareSegmentHint')}</span></span
                ></label
              >`
            : nothing
        }
        ${this.failure ? html`<p class="error" role="alert">${wordsOf(this.failure)}</p>` : nothing}
      </form>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button slot="footer" class="button primary" type="submit" form="segment-form" ?disabled=${this.isSaving}>${t('common:save')}</button>
    </wa-dialog>`;
  }

  #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const name = this.nameField.value.trim();
    if (!name) return;
    this.isSaving = true;
    this.failure = null;
    try {
      const saved =
        'segment' in this.subject
          ? await changeSegment(this.subject.segment.id, { name })
          : await createSegment(name, this.sharedBox?.checked ?? false, this.subject.content);
      this.dispatchEvent(new DialogDone(saved));
    } catch (error) {
      this.failure = error;
    } finally {
      this.isSaving = false;
    }
  };
}
