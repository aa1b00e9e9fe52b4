import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../components/hub-element.ts';

/** The agents section of the settings. */
@customElement('hub-agents-settings')
export class HubAgentsSettings extends HubElement {
  protected override render() {
    return html``;
  }
}
