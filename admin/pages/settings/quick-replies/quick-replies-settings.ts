import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../components/hub-element.ts';

/** The quick-replies section of the settings. */
@customElement('hub-quick-replies-settings')
export class HubQuickRepliesSettings extends HubElement {
  protected override render() {
    return html``;
  }
}
