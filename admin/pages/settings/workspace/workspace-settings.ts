import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../components/hub-element.ts';

/** The workspace section of the settings. */
@customElement('hub-workspace-settings')
export class HubWorkspaceSettings extends HubElement {
  protected override render() {
    return html``;
  }
}
