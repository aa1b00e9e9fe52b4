import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../../../components/hub-element.ts';
import { session, switchWorkspace } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';
import { showNewWorkspace } from './show-new-workspace.ts';

/** The other workspaces of this login, and the way to one more. */
@customElement('hub-more-workspaces')
export class HubMoreWorkspaces extends HubElement {
  protected override render() {
    const others = (session.value?.seats ?? []).filter(({ workspaceId }) => workspaceId !== session.value?.workspace.id);
    return html`<section class="section-part">
      <h2>${t('team:moreWorkspaces')}</h2>
      <p>${t('team:moreWorkspacesLead')}</p>
      ${
        others.length > 0
          ? html`<ul class="plain-list">
              ${others.map(
                ({ workspaceId, workspaceName, role }) =>
                  html`<li>
                    <span>${workspaceName} <span class="quiet">${t(`team:role.${role}`)}</span></span>
                    <button class="button small" @click=${() => switchWorkspace(workspaceId)}>${t('team:switchTo')}</button>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      <button class="button" @click=${() => showNewWorkspace()}>${t('team:newWorkspace')}</button>
    </section>`;
  }
}
