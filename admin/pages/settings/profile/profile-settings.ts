import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../components/hub-element.ts';

/** The profile section of the settings. */
@customElement('hub-profile-settings')
export class HubProfileSettings extends HubElement {
  protected override render() {
    return html``;
  }
}
