import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../components/hub-element.ts';

/** The audit section of the settings. */
@customElement('hub-audit-settings')
export class HubAuditSettings extends HubElement {
  protected override render() {
    return html``;
  }
}
