import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConsoleView } from '../../../../../hub/api/team/consoles.ts';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import { showToast } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { t } from '../../../../words/words.ts';
import './connect-console.ts';

/** The dialog of `showReplaceToken`. */
@customElement('hub-replace-token-dialog')
export class HubReplaceTokenDialog extends HubElement {
  @property({ attribute: false }) console!: ConsoleView;

  protected override render() {
    return html`<wa-dialog label=${t('console:replaceToken')} open>
      <div class="stack" style="gap:14px">
        <p class="quiet">${t('console:replaceLead')}</p>
        <hub-connect-console
          is-replacement
          delivery=${this.console.delivery}
          @hub-console-connected=${() => {
            showToast({ text: t('console:replaced'), kind: 'good' });
            this.dispatchEvent(new DialogDone());
          }}
        ></hub-connect-console>
      </div>
    </wa-dialog>`;
  }
}
