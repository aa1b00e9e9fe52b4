import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../components/hub-element.ts';

/** The console section of the settings. */
@customElement('hub-console-settings')
export class HubConsoleSettings extends HubElement {
  protected override render() {
    return html``;
  }
}
