import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../components/hub-element.ts';

/** The reset screen. */
@customElement('hub-reset-page')
export class HubResetPage extends HubElement {
  protected override render() {
    return html`<h1>Reset</h1>`;
  }
}
