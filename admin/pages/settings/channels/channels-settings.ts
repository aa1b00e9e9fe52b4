import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { HubElement } from '../../../components/hub-element.ts';
import './channels.css';
import './connect/connect-channel.ts';
import './list/channel-list.ts';
import './page/channel-page.ts';

/** The channels section of the settings: the connected accounts, one of them, or (`new`) the way to connect one. */
@customElement('hub-channels-settings')
export class HubChannelsSettings extends HubElement {
  @property({ attribute: false }) channelId: string | null = null;

  protected override render() {
    if (this.channelId === 'new') return html`<hub-connect-channel></hub-connect-channel>`;
    return this.channelId
      ? keyed(this.channelId, html`<hub-channel-page .channelId=${this.channelId}></hub-channel-page>`)
      : html`<hub-channel-list></hub-channel-list>`;
  }
}
