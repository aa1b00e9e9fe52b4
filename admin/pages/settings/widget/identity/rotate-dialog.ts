import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { rotateIdentitySecret } from '../../../../../hub/api/widget/settings.ts';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import { showToast } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { cardsField } from '../../form/fields.ts';

const hourMs = 3_600_000;
/** How long the secret before may count: no longer, a day, a week. */
const spans = ['24', '168', '0'] as const;

/** The dialog of `showRotate`. */
@customElement('hub-rotate-dialog')
export class HubRotateDialog extends HubElement {
  @state() private keepHours = '24';
  @state() private isSending = false;
  @state() private problem = '';

  protected override render() {
    const isSudden = this.keepHours === '0';
    const until = new Date(Date.now() + Number(this.keepHours) * hourMs);
    return html`<wa-dialog label=${t('widget:rotateHeading')} open style="--width:560px">
      <div class="form-parts">
        <p>${t('widget:rotateText')}</p>
        ${cardsField({
          name: 'rotate-span',
          label: t('widget:rotateKeep'),
          value: this.keepHours,
          cards: spans.map((value) => ({ value, label: t(`widget:rotateSpan.${value}`), text: t(`widget:rotateSpanHint.${value}`) })),
          onChange: (value) => {
            this.keepHours = value;
          },
        })}
        <p class="callout ${isSudden ? 'warn' : ''}" role="status">
          ${isSudden ? t('widget:rotateSudden') : t('widget:rotateUntil', { time: fullTime(until) })}
        </p>
        ${this.problem ? html`<p class="callout bad" role="alert">${this.problem}</p>` : nothing}
      </div>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button slot="footer" class="button ${isSudden ? 'danger' : 'primary'}" ?disabled=${this.isSending} @click=${this.#rotate}>
        ${t('widget:rotateDo')}
      </button>
    </wa-dialog>`;
  }

  #rotate = async (): Promise<void> => {
    this.isSending = true;
    this.problem = '';
    try {
      const { secret } = await api.call(rotateIdentitySecret, { body: { keepHours: Number(this.keepHours) } });
      void queryClient.invalidateQueries({ queryKey: ['widget'] });
      showToast({ text: t('widget:rotated'), kind: 'good' });
      this.dispatchEvent(new DialogDone(secret));
    } catch (error) {
      this.problem = wordsOf(error);
    } finally {
      this.isSending = false;
    }
  };
}
