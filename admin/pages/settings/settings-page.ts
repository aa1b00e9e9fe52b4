import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../components/hub-element.ts';

/** The settings screen. */
@customElement('hub-settings-page')
export class HubSettingsPage extends HubElement {
  protected override render() {
    return html`<h1>Settings</h1>`;
  }
}
