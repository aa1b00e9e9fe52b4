import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../components/hub-element.ts';

/** The setup screen. */
@customElement('hub-setup-page')
export class HubSetupPage extends HubElement {
  protected override render() {
    return html`<h1>Setup</h1>`;
  }
}
