import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { HubElement } from '../../../components/hub-element.ts';
import './list/agent-list.ts';
import './page/agent-page.ts';
import './agents.css';

/** The agents section of the settings: the list, or one agent's page. */
@customElement('hub-agents-settings')
export class HubAgentsSettings extends HubElement {
  @property({ attribute: false }) agentId: string | null = null;

  protected override render() {
    return this.agentId
      ? keyed(this.agentId, html`<hub-agent-page .agentId=${this.agentId}></hub-agent-page>`)
      : html`<hub-agent-list></hub-agent-list>`;
  }
}
