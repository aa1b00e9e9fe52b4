import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../components/hub-element.ts';

/** The fields section of the settings. */
@customElement('hub-fields-settings')
export class HubFieldsSettings extends HubElement {
  protected override render() {
    return html``;
  }
}
