import { CircleAlert, KeyRound, RotateCcw } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { replayConsoleUpdates, type ConsoleView } from '../../../../../hub/api/team/consoles.ts';
import { showToast } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { api } from '../../../../data/api.ts';
import { may } from '../../../../data/session.ts';
import { fullTime, number, spanShort } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { providerMark } from '../../channels/channel-marks.ts';
import { showReplaceToken } from '../connect/show-replace-token.ts';
import { changeConsole } from '../console-queries.ts';

const looks = { ok: 'good', connecting: '', warning: 'warn', failed: 'bad' } as const;

/** The team's bot: who it is, how it does, and what waits to be shown in Telegram. */
@customElement('hub-console-bot')
export class HubConsoleBot extends HubElement {
  @property({ attribute: false }) console!: ConsoleView;

  protected override render() {
    const { bot, health, outbox } = this.console;
    return html`<section class="section-part">
      <div class="console-bot">
        ${providerMark('telegram')}
        <div class="ellipsis">
          <h2 class="ellipsis">${bot.name}</h2>
          <a href=${bot.url} target="_blank" rel="noopener noreferrer">@${bot.username}</a>
        </div>
        <span class="chip ${looks[health.state]}">${t(`channels:health.${health.state}`)}</span>
      </div>
      ${
        health.state === 'ok' || (health.state === 'connecting' && !health.reason)
          ? nothing
          : html`<p class="callout ${health.state === 'failed' ? 'bad' : 'warn'}">
              ${icon(CircleAlert)}<span
                ><span lang="en">${health.reason ?? t('channels:noReason')}</span>
                <time class="quiet" datetime=${health.at}>${t('channels:since', { date: fullTime(health.at) })}</time></span
              >
            </p>`
      }
      <dl class="state-facts">
        <dt>${t('console:outboxWaiting')}</dt>
        <dd>
          ${outbox.waiting === 0 ? t('channels:nothingWaits') : t('console:waitingFor', { count: outbox.waiting, time: spanShort(outbox.oldestMs) })}
        </dd>
        <dt>${t('console:outboxFailed')}</dt>
        <dd>${outbox.failed === 0 ? t('channels:nothingWaits') : number(outbox.failed)}</dd>
      </dl>
      ${
        may('console.manage')
          ? html`<div class="row actions">
              <button class="button" @click=${this.#replay}>${icon(RotateCcw)} ${t('console:replay')}</button>
              <button class="button" @click=${() => showReplaceToken(this.console)}>${icon(KeyRound)} ${t('console:replaceToken')}</button>
            </div>`
          : nothing
      }
    </section>`;
  }

  #replay = async (): Promise<void> => {
    await changeConsole(async () => {
      const { parked } = await api.call(replayConsoleUpdates);
      showToast({ text: parked === 0 ? t('console:nothingParked') : t('console:replaying', { count: parked }), kind: 'good' });
    });
  };
}
