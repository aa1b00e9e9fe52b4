import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { updateChannel, type ChannelView } from '../../../../../hub/api/customers/channels.ts';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import { showToast } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { t } from '../../../../words/words.ts';
import type { Provider } from '../channel-queries.ts';
import '../form/settings-form.ts';

/** The dialog of `showCredentials`: the settings' form, empty, since what is kept is never shown. */
@customElement('hub-credentials-dialog')
export class HubCredentialsDialog extends HubElement {
  @property({ attribute: false }) channel!: ChannelView;
  @property({ attribute: false }) provider!: Provider;

  protected override render() {
    return html`<wa-dialog label=${t('channels:replaceCredentials')} open>
      <div class="stack" style="gap:14px">
        <p class="quiet">${t('channels:replaceLead')}</p>
        <hub-channel-settings-form
          is-change
          .provider=${this.provider}
          action=${t('channels:replace')}
          .send=${this.#send}
        ></hub-channel-settings-form>
      </div>
    </wa-dialog>`;
  }

  #send = async (settings: Record<string, unknown>): Promise<void> => {
    await api.call(updateChannel, { params: { channelId: this.channel.id }, body: { settings } });
    await queryClient.invalidateQueries({ queryKey: ['channels'] });
    showToast({ text: t('channels:replaced'), kind: 'good' });
    this.dispatchEvent(new DialogDone());
  };
}
