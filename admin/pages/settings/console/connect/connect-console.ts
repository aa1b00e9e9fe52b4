import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connectConsole, type ConsoleDelivery } from '../../../../../hub/api/team/consoles.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { api } from '../../../../data/api.ts';
import { t } from '../../../../words/words.ts';
import { refusalOf, type Refusal } from '../../channels/form/refusal.ts';
import '../../channels/form/secret-field.ts';
import { refreshConsole } from '../console-queries.ts';

/** What a token of a bot looks like: numbers, a colon, and the secret. */
const tokenShape = /^\d+:[\w-]+$/;

/**
 * The steps at @BotFather and the token's form; Telegram checks the token before anything is kept.
 * @event hub-console-connected - the bot is connected
 */
@customElement('hub-connect-console')
export class HubConnectConsole extends HubElement {
  /** How updates come: a replaced bot keeps its way. */
  @property() delivery: ConsoleDelivery = 'polling';
  /** Another token of a bot that is connected: no steps. */
  @property({ type: Boolean, attribute: 'is-replacement' }) isReplacement = false;
  @state() private token = '';
  @state() private problem = '';
  @state() private refusal: Refusal | null = null;
  @state() private isSending = false;

  protected override render() {
    return html`${
        this.isReplacement
          ? nothing
          : html`<ol class="provider-guide">
              <li><a href="https://t.me/BotFather" target="_blank" rel="noopener noreferrer">@BotFather</a>: ${t('console:guide.1')}</li>
              <li>${t('console:guide.2')}</li>
              <li>${t('console:guide.3')}</li>
            </ol>`
      }
      <form class="form-parts" novalidate @submit=${this.#submit}>
        <hub-secret-field
          field="console-token"
          label=${t('channels:setting.telegram.botToken')}
          hint=${t('channels:settingHint.telegram.botToken')}
          error=${this.problem}
          .value=${this.token}
          required
          ?is-focused=${this.isReplacement}
          .onInput=${(value: string) => {
            this.token = value;
            this.problem = '';
          }}
        ></hub-secret-field>
        ${
          this.refusal?.text
            ? html`<div class="callout bad" role="alert">
                <div class="stack" style="gap:2px">
                  <span>${this.refusal.text}</span>
                  ${this.refusal.quote ? html`<q lang="en">${this.refusal.quote}</q>` : nothing}
                </div>
              </div>`
            : nothing
        }
        <div class="row">
          <button class="button primary" ?disabled=${this.isSending}>
            ${this.isSending ? t('channels:checking') : this.isReplacement ? t('console:replace') : t('console:connectAction')}
          </button>
        </div>
      </form>`;
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.isSending) return;
    const botToken = this.token.trim();
    this.refusal = null;
    this.problem = botToken === '' ? t('common:required') : tokenShape.test(botToken) ? '' : t('channels:settingWrong.telegram.botToken');
    if (this.problem) {
      this.renderRoot.querySelector<HTMLInputElement>('#console-token')?.focus();
      return;
    }
    this.isSending = true;
    try {
      await api.call(connectConsole, { body: { botToken, delivery: this.delivery } });
      this.token = '';
      await refreshConsole();
      this.dispatchEvent(new Event('hub-console-connected', { bubbles: true }));
    } catch (error) {
      this.refusal = refusalOf(error, 'Telegram');
    } finally {
      this.isSending = false;
    }
  };
}
