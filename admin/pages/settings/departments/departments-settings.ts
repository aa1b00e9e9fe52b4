import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../components/hub-element.ts';

/** The departments section of the settings. */
@customElement('hub-departments-settings')
export class HubDepartmentsSettings extends HubElement {
  protected override render() {
    return html``;
  }
}
