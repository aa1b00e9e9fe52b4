import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { z } from 'zod';
import { ApiError } from '../../../../hub/api/client.ts';
import { createConsoleLink, unlinkConsoleAgent } from '../../../../hub/api/team/consoles.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { showError } from '../../../app/feedback/toasts.ts';
import '../../../components/copy-field.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { qr } from '../../../components/qr.ts';
import { api } from '../../../data/api.ts';
import { loadSession, signedIn } from '../../../data/session.ts';
import { clockTime, shortDate } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';

type Link = z.infer<NonNullable<(typeof createConsoleLink)['view']>>;

/** The Telegram account through which this person works in the team's bot. */
@customElement('hub-profile-telegram')
export class HubProfileTelegram extends HubElement {
  @state() private link: Link | null = null;
  @state() private failure = '';

  protected override render() {
    const { telegram } = signedIn().agent;
    return html`<section class="section-part">
      <h2>Telegram</h2>
      <p>${t('profile:telegramLead')}</p>
      ${
        telegram
          ? html`<div class="row">
              <span class="chip good">${t('profile:telegramLinked')}</span>
              <span
                >${telegram.username ? `@${telegram.username}` : ''}
                <span class="quiet">${t('profile:since', { date: shortDate(telegram.linkedAt) })}</span></span
              >
              <button class="button small" @click=${this.#unlink}>${t('profile:telegramUnlink')}</button>
            </div>`
          : this.link
            ? html`<div class="row" style="align-items:flex-start;gap:16px;flex-wrap:wrap">
                ${qr(this.link.url, t('profile:telegramQr'))}
                <div class="stack" style="flex:1 1 240px">
                  <p>${t('profile:telegramScan', { time: clockTime(this.link.expiresAt) })}</p>
                  <hub-copy-field label=${t('profile:telegramLink')} value=${this.link.url}></hub-copy-field>
                  <a class="button" href=${this.link.url} target="_blank" rel="noopener noreferrer">${t('profile:telegramOpen')}</a>
                </div>
              </div>`
            : html`<button class="button" @click=${this.#makeLink}>${t('profile:telegramConnect')}</button>`
      }
      ${this.failure ? html`<p class="callout warn" role="alert">${this.failure}</p>` : nothing}
    </section>`;
  }

  #makeLink = async (): Promise<void> => {
    this.failure = '';
    try {
      this.link = await api.call(createConsoleLink, { body: {} });
    } catch (error) {
      this.failure = error instanceof ApiError && error.code === 'console.unknown' ? t('profile:noConsole') : wordsOf(error);
    }
  };

  #unlink = async (): Promise<void> => {
    try {
      await api.call(unlinkConsoleAgent, { params: { agentId: signedIn().agent.id } });
      this.link = null;
      await loadSession();
    } catch (error) {
      showError(error);
    }
  };
}
