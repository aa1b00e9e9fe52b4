import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../components/hub-element.ts';

/** The inbox screen. */
@customElement('hub-inbox-page')
export class HubInboxPage extends HubElement {
  protected override render() {
    return html`<h1>Inbox</h1>`;
  }
}
