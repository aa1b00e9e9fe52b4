import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../components/hub-element.ts';

/** The login screen. */
@customElement('hub-login-page')
export class HubLoginPage extends HubElement {
  protected override render() {
    return html`<h1>Login</h1>`;
  }
}
