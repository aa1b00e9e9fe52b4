import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../components/hub-element.ts';

/** The tags section of the settings. */
@customElement('hub-tags-settings')
export class HubTagsSettings extends HubElement {
  protected override render() {
    return html``;
  }
}
