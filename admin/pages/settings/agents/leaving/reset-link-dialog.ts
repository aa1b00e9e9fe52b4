import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { z } from 'zod';
import { ApiError } from '../../../../../hub/api/client.ts';
import type { AgentView } from '../../../../../hub/api/team/agents.ts';
import { makePasswordResetLink } from '../../../../../hub/api/team/password-resets.ts';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import '../../../../components/copy-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { api } from '../../../../data/api.ts';
import { fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';

const refusal = z.object({ reason: z.enum(['yourself', 'above-you', 'other-workspaces']) });

/** The dialog of `showResetLink`. */
@customElement('hub-reset-link-dialog')
export class HubResetLinkDialog extends HubElement {
  @property({ attribute: false }) agent!: AgentView;
  @state() private made: { link: string; expiresAt: string } | null = null;
  @state() private failure = '';
  @state() private isSending = false;

  protected override render() {
    const name = this.agent.displayName;
    return html`<wa-dialog label=${t('team:resetHeading', { name })} open>
      <div class="form-parts">
        ${
          this.made
            ? html`<hub-copy-field label=${t('team:resetLink')} value=${this.made.link}></hub-copy-field>
                <p>${t('team:resetOnce', { name, time: fullTime(this.made.expiresAt) })}</p>`
            : html`<p>${t('team:resetText', { name })}</p>`
        }
        ${this.failure ? html`<p class="callout bad" role="alert">${this.failure}</p>` : nothing}
      </div>
      ${
        this.made
          ? html`<button slot="footer" class="button primary" @click=${this.#close}>${t('common:done')}</button>`
          : html`<button slot="footer" class="button" @click=${this.#close}>${t('common:cancel')}</button>
              <button slot="footer" class="button primary" autofocus ?disabled=${this.isSending} @click=${this.#make}>
                ${t('team:resetMake')}
              </button>`
      }
    </wa-dialog>`;
  }

  #close = (): void => {
    this.dispatchEvent(new DialogDone());
  };

  #make = async (): Promise<void> => {
    this.isSending = true;
    this.failure = '';
    try {
      this.made = await api.call(makePasswordResetLink, { params: { agentId: this.agent.id } });
    } catch (error) {
      const refused = error instanceof ApiError && error.code === 'password-reset.not-allowed' ? refusal.safeParse(error.details) : null;
      this.failure = refused?.success ? t(`team:resetRefused.${refused.data.reason}`, { name: this.agent.displayName }) : wordsOf(error);
    } finally {
      this.isSending = false;
    }
  };
}
