import { createQueryController } from '@tanstack/lit-query';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { ConsoleView } from '../../../../hub/api/team/consoles.ts';
import '../../../components/empty.ts';
import { HubElement } from '../../../components/hub-element.ts';
import '../../../components/skeleton.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';
import '../channels/channels.css';
import { loadFailed } from '../form/load-failed.ts';
import './connect/connect-console.ts';
import { consoleQuery } from './console-queries.ts';
import './console.css';
import './groups/groups-part.ts';
import './overview/alerts-part.ts';
import './overview/bot-part.ts';
import { removeWithQuestion } from './overview/remove.ts';
import './people/people-part.ts';
import './rules/rules-part.ts';

/** The console section of the settings: the team's Telegram bot, or the way to connect it. */
@customElement('hub-console-settings')
export class HubConsoleSettings extends HubElement {
  readonly #console = createQueryController(this, consoleQuery, queryClient);

  protected override render() {
    return html`<header class="section-head">
        <div>
          <h1>${t('console:title')}</h1>
          <p>${t('console:lead')}</p>
        </div>
      </header>
      ${this.#renderBody()}`;
  }

  #renderBody(): TemplateResult {
    const { data, error, isPending, refetch } = this.#console();
    if (isPending) return html`<hub-skeleton shape="form" rows="6"></hub-skeleton>`;
    if (data) return this.#renderConsole(data);
    if (data === undefined) return loadFailed(error, () => refetch());
    if (!may('console.manage'))
      return html`<hub-empty drawing="blank" heading=${t('console:none')} text=${t('console:noneMayNot')}></hub-empty>`;
    return html`<section class="section-part">
      <h2>${t('console:connect')}</h2>
      <p>${t('console:connectLead')}</p>
      <hub-connect-console></hub-connect-console>
    </section>`;
  }

  #renderConsole(console: ConsoleView): TemplateResult {
    return html`<hub-console-bot .console=${console}></hub-console-bot>
      <hub-console-alerts .console=${console}></hub-console-alerts>
      <hub-console-people .console=${console}></hub-console-people>
      <hub-console-rules .console=${console}></hub-console-rules>
      <hub-console-groups .console=${console}></hub-console-groups>
      ${
        may('console.manage')
          ? html`<section class="section-part">
              <h2>${t('console:removeHeading')}</h2>
              <p>${t('console:removeLead')}</p>
              <button class="button danger" @click=${() => removeWithQuestion(console)}>${t('console:remove')}</button>
            </section>`
          : nothing
      }`;
  }
}
