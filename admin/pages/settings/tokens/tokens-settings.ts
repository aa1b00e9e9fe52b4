import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../components/hub-element.ts';

/** The tokens section of the settings. */
@customElement('hub-tokens-settings')
export class HubTokensSettings extends HubElement {
  protected override render() {
    return html``;
  }
}
