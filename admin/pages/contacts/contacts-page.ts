import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../components/hub-element.ts';

/** The contacts screen. */
@customElement('hub-contacts-page')
export class HubContactsPage extends HubElement {
  protected override render() {
    return html`<h1>Contacts</h1>`;
  }
}
