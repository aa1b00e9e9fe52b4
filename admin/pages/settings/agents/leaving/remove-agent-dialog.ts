import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { deactivateAgent, getAgent, type AgentView } from '../../../../../hub/api/team/agents.ts';
import type { CappedCount } from '../../../../../hub/api/fields.ts';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import { showToast } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import '../../../../components/skeleton.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { signedIn } from '../../../../data/session.ts';
import { agents } from '../../../../data/team.ts';
import { t } from '../../../../words/words.ts';
import { cardsField, selectField } from '../../form/fields.ts';

/** The dialog of `showRemoveAgent`: counts what is open right now, and asks who gets it. */
@customElement('hub-remove-agent-dialog')
export class HubRemoveAgentDialog extends HubElement {
  @property({ attribute: false }) agent!: AgentView;
  @state() private open: CappedCount | null = null;
  @state() private target: 'queue' | 'colleague' = 'queue';
  @state() private colleagueId = '';
  @state() private failure = '';
  @state() private isSending = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#count();
  }

  protected override render() {
    const { displayName, id } = this.agent;
    const isMe = id === signedIn().agent.id;
    return html`<wa-dialog label=${t('team:removeHeading', { name: displayName })} open>
      <div class="form-parts">
        <p>${t(isMe ? 'team:removeSelfText' : 'team:removeText', { name: displayName })}</p>
        ${this.open ? this.#renderOpen(this.open) : this.failure ? nothing : html`<hub-skeleton shape="text" rows="2"></hub-skeleton>`}
        ${this.failure ? html`<p class="callout bad" role="alert">${this.failure}</p>` : nothing}
      </div>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button
        slot="footer"
        class="button danger"
        ?disabled=${this.isSending || !this.open || (this.target === 'colleague' && this.colleagueId === '')}
        @click=${this.#remove}
      >
        ${t('team:removeAgent')}
      </button>
    </wa-dialog>`;
  }

  #renderOpen({ count, isCapped }: CappedCount): TemplateResult {
    if (count === 0) return html`<p class="callout">${t('team:removeNothingOpen')}</p>`;
    const colleagues = agents.value.filter(({ id }) => id !== this.agent.id);
    return html`${cardsField({
      name: 'reassign',
      label: t('team:removeOpen', { count, shown: `${count}${isCapped ? '+' : ''}` }),
      value: this.target,
      cards: [
        { value: 'queue', label: t('team:toQueue'), text: t('team:toQueueText') },
        { value: 'colleague', label: t('team:toColleague'), text: t('team:toColleagueText'), isDisabled: colleagues.length === 0 },
      ],
      onChange: (value) => {
        this.target = value === 'colleague' ? 'colleague' : 'queue';
      },
    })}
    ${
      this.target === 'colleague'
        ? selectField({
            id: 'reassign-to',
            label: t('team:colleague'),
            value: this.colleagueId,
            options: { '': t('team:chooseColleague'), ...Object.fromEntries(colleagues.map(({ id, displayName }) => [id, displayName])) },
            onChange: (value) => {
              this.colleagueId = value;
            },
          })
        : nothing
    }`;
  }

  async #count(): Promise<void> {
    try {
      const { openConversations } = await api.call(getAgent, { params: { agentId: this.agent.id }, query: { load: 'true' } });
      this.open = openConversations ?? { count: 0, isCapped: false };
    } catch (error) {
      this.failure = wordsOf(error);
    }
  }

  #remove = async (): Promise<void> => {
    this.isSending = true;
    this.failure = '';
    const reassignTo = this.target === 'colleague' && this.open?.count ? this.colleagueId : null;
    try {
      await api.call(deactivateAgent, { params: { agentId: this.agent.id }, body: { reassignTo } });
      void queryClient.invalidateQueries({ queryKey: ['agents'] });
      showToast({ text: t('team:agentRemoved', { name: this.agent.displayName }), kind: 'good' });
      this.dispatchEvent(new DialogDone());
    } catch (error) {
      this.failure = wordsOf(error);
    } finally {
      this.isSending = false;
    }
  };
}
