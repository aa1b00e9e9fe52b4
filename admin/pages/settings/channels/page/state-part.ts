import { CircleAlert, KeyRound, LogOut, Pause, Play, Stethoscope } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { signOut, testChannel, updateChannel, type ChannelView } from '../../../../../hub/api/customers/channels.ts';
import { showError, showToast } from '../../../../app/feedback/toasts.ts';
import '../../../../components/copy-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { confirm } from '../../../../dialogs/confirm.ts';
import { number, shortDate } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { agoOrNever, healthReason } from '../channel-marks.ts';
import { healthWords } from '../reason-words.ts';
import type { Provider } from '../channel-queries.ts';
import { waitingText } from '../list/channel-card.ts';
import { showCredentials } from './show-credentials.ts';

/** How a channel does, and what can be done about it: check it, pause it, give it other credentials. */
@customElement('hub-channel-state')
export class HubChannelState extends HubElement {
  @property({ attribute: false }) channel!: ChannelView;
  @property({ attribute: false }) provider: Provider | null = null;
  @state() private isTesting = false;

  protected override render() {
    const { health, lastInboundAt, lastOutboundAt, inboundLagMs, lastHour, waitingConversations, webhookUrl, createdAt } = this.channel;
    return html`<section class="section-part">
      <h2>${t('channels:connection')}</h2>
      ${
        health.state === 'ok'
          ? nothing
          : html`<p class="callout reason ${health.state === 'failed' ? 'bad' : health.state === 'warning' ? 'warn' : ''}">
              ${icon(health.state === 'paused' ? Pause : CircleAlert)}<span>${healthReason(this.channel)}</span>
            </p>`
      }
      <dl class="state-facts">
        <dt>${t('channels:lastIn')}</dt>
        <dd>${agoOrNever(lastInboundAt)}</dd>
        <dt>${t('channels:lastOut')}</dt>
        <dd>${agoOrNever(lastOutboundAt)}</dd>
        ${
          inboundLagMs === null
            ? nothing
            : html`<dt>${t('channels:lag')}</dt>
                <dd>${t('channels:lagSeconds', { n: number(Math.round(Math.max(0, inboundLagMs) / 100) / 10) })}</dd>`
        }
        <dt>${t('channels:waiting')}</dt>
        <dd>${waitingText(waitingConversations)}</dd>
        <dt>${t('channels:lastHour')}</dt>
        <dd class=${lastHour.failed > 0 ? 'bad' : ''}>
          ${t('channels:lastHourText', { sent: number(lastHour.sent), failed: number(lastHour.failed) })}
        </dd>
        <dt>${t('channels:connectedAt')}</dt>
        <dd><time datetime=${createdAt}>${shortDate(createdAt)}</time></dd>
        ${
          health.credentialsExpireAt
            ? html`<dt>${t('channels:credentialsUntil')}</dt>
                <dd><time datetime=${health.credentialsExpireAt}>${shortDate(health.credentialsExpireAt)}</time></dd>`
            : nothing
        }
      </dl>
      ${
        // Only a public https address is one that a provider pushes to.
        webhookUrl.startsWith('https://')
          ? html`<hub-copy-field label=${t('channels:webhook')} value=${webhookUrl}></hub-copy-field>
              <p class="hint">${t('channels:webhookHint')}</p>`
          : nothing
      }
      ${may('channel.manage') ? this.#renderActions() : nothing}
    </section>`;
  }

  #renderActions(): TemplateResult {
    const isPaused = this.channel.health.state === 'paused';
    const { provider } = this;
    return html`<div class="row actions">
      <button class="button" ?disabled=${this.isTesting} @click=${this.#test}>
        ${icon(Stethoscope)} ${this.isTesting ? t('channels:checking') : t('channels:test')}
      </button>
      <button class="button" @click=${() => this.#pause(!isPaused)}>
        ${icon(isPaused ? Play : Pause)} ${isPaused ? t('channels:resume') : t('channels:pause')}
      </button>
      ${
        provider
          ? html`<button class="button" @click=${() => showCredentials(this.channel, provider)}>
              ${icon(KeyRound)} ${t('channels:replaceCredentials')}
            </button>`
          : nothing
      }
      ${
        provider?.isUnofficial && this.channel.account
          ? html`<button class="button" @click=${this.#signOut}>${icon(LogOut)} ${t('channels:signOut')}</button>`
          : nothing
      }
    </div>`;
  }

  #test = async (): Promise<void> => {
    this.isTesting = true;
    try {
      const { health } = await api.call(testChannel, { params: { channelId: this.channel.id } });
      if (health.state === 'ok') showToast({ text: t('channels:testGood'), kind: 'good' });
      else if (health.state === 'paused') showToast({ text: t('channels:testPaused') });
      else showToast({ text: healthWords(health), kind: 'bad', stayMs: 10_000 });
    } catch (error) {
      showError(error, () => void this.#test());
    } finally {
      this.isTesting = false;
    }
    await queryClient.invalidateQueries({ queryKey: ['channels'] });
  };

  #signOut = async (): Promise<void> => {
    const isSure = await confirm({
      heading: t('channels:signOutHeading', { name: this.channel.name }),
      text: t('channels:signOutLead'),
      action: t('channels:signOut'),
      isDangerous: true,
    });
    if (!isSure) return;
    try {
      await api.call(signOut, { params: { channelId: this.channel.id } });
    } catch (error) {
      showError(error, () => void this.#signOut());
    }
    await queryClient.invalidateQueries({ queryKey: ['channels'] });
  };

  async #pause(isPaused: boolean): Promise<void> {
    try {
      await api.call(updateChannel, { params: { channelId: this.channel.id }, body: { isPaused } });
      showToast({
        text: isPaused ? t('channels:pausedToast') : t('channels:resumedToast'),
        kind: 'good',
        ...(isPaused && { actions: [{ label: t('common:undo'), run: () => void this.#pause(false) }], stayMs: 6000 }),
      });
    } catch (error) {
      showError(error);
    }
    await queryClient.invalidateQueries({ queryKey: ['channels'] });
  }
}
