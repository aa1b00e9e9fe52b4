import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../components/hub-element.ts';

/** The channels section of the settings. */
@customElement('hub-channels-settings')
export class HubChannelsSettings extends HubElement {
  protected override render() {
    return html``;
  }
}
