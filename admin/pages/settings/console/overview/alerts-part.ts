import { createQueryController } from '@tanstack/lit-query';
import { X } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { dismissConsoleAlert, type ConsoleView } from '../../../../../hub/api/team/consoles.ts';
import { href } from '../../../../app/routing/route.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { api } from '../../../../data/api.ts';
import { channelsQuery } from '../../../../data/conversations/listing/choices.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { agoShort, fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { healthWords } from '../../channels/reason-words.ts';
import { changeConsole } from '../console-queries.ts';
import { problemWords } from '../groups/problem-words.ts';

type Alert = ConsoleView['alerts'][number];

const isId = (text: string): boolean => /^[0-9a-f]{24}$/.test(text);

/** What needs somebody's attention, each with what to do. */
@customElement('hub-console-alerts')
export class HubConsoleAlerts extends HubElement {
  @property({ attribute: false }) console!: ConsoleView;
  readonly #channels = createQueryController(this, () => ({ ...channelsQuery, enabled: may('channel.view') }), queryClient);

  protected override render() {
    const { alerts } = this.console;
    if (alerts.length === 0) return nothing;
    return html`<section class="section-part">
      <h2>${t('console:alerts')}</h2>
      <ul class="plain-list alerts">
        ${alerts.map((alert) => this.#renderAlert(alert))}
      </ul>
    </section>`;
  }

  #renderAlert(alert: Alert): TemplateResult {
    const { id, kind, count, at } = alert;
    return html`<li>
      <div class="what">
        <div class="row">
          <b>${t(`console:alert.${kind}`)}</b>
          ${count > 1 ? html`<span class="chip">${t('console:times', { count })}</span>` : nothing}
          <time class="quiet" datetime=${at} title=${fullTime(at)}>${agoShort(at)}</time>
        </div>
        <p class="quiet">${this.#renderDetail(alert)}</p>
      </div>
      ${
        may('console.manage')
          ? html`<button
              class="icon-button"
              aria-label=${t('console:dismiss', { alert: t(`console:alert.${kind}`) })}
              title=${t('console:dismissShort')}
              @click=${() => changeConsole(() => api.call(dismissConsoleAlert, { params: { alertId: id } }))}
            >
              ${icon(X, 14)}
            </button>`
          : nothing
      }
    </li>`;
  }

  /** What it is about, with a link to it where there is one. */
  #renderDetail({ kind, subject, detail }: Alert): TemplateResult {
    switch (kind) {
      case 'nobody-on-duty':
      case 'nobody-reachable':
        return html`${t(`console:alertHint.${kind}`)}
        ${isId(detail) ? html`<a href=${href(`/inbox/all/${detail}`)}>${t('channels:openConversation')}</a>` : nothing}`;
      case 'channel-broken':
        return html`${this.#renderChannel(subject) ?? html`<span lang="en">${detail}</span>`}
        ${isId(subject) ? html`<a href=${href(`/settings/channels/${subject}`)}>${t('console:openChannel')}</a>` : nothing}`;
      case 'agent-unreachable':
        return html`${t('console:alertHint.agent-unreachable', { name: detail })}`;
      case 'group-problem':
        return html`${this.console.groups.find(({ chatId }) => chatId === subject)?.title ?? ''} ${problemWords(detail).join(' ')}`;
      case 'send-failed':
      case 'token-refused':
        return html`${t(`console:alertHint.${kind}`)} <q lang="en">${detail}</q>`;
    }
  }

  /** Which channel and why, as it is now; undefined where it can't be looked at. */
  #renderChannel(channelId: string): TemplateResult | undefined {
    const channel = (this.#channels().data ?? []).find(({ id }) => id === channelId);
    return channel && html`<span>${channel.name}: ${healthWords(channel.health)}</span>`;
  }
}
