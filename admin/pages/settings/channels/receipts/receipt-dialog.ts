import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import type { Receipt } from './receipts-part.ts';

/** The dialog of `showReceipt`. */
@customElement('hub-receipt-dialog')
export class HubReceiptDialog extends HubElement {
  @property({ attribute: false }) receipt!: Receipt;

  protected override render() {
    const { raw, reason, createdAt } = this.receipt;
    return html`<wa-dialog class="receipt-dialog" label=${t('channels:rawHeading')} open light-dismiss>
      <div class="stack" style="gap:10px">
        <p class="quiet"><span lang="en">${reason}</span> · <time datetime=${createdAt}>${fullTime(createdAt)}</time></p>
        <pre class="raw" tabindex="0" aria-label=${t('channels:rawHeading')}>${indented(raw)}</pre>
      </div>
      <button slot="footer" class="button" @click=${() => navigator.clipboard.writeText(raw)}>${t('common:copy')}</button>
      <button slot="footer" class="button primary" autofocus @click=${() => this.dispatchEvent(new DialogDone())}>
        ${t('common:close')}
      </button>
    </wa-dialog>`;
  }
}

/** JSON is easier to read indented; what is none stays as it is. */
function indented(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
