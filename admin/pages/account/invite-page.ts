import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../components/hub-element.ts';

/** The invite screen. */
@customElement('hub-invite-page')
export class HubInvitePage extends HubElement {
  protected override render() {
    return html`<h1>Invite</h1>`;
  }
}
