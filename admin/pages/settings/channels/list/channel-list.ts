import { createQueryController } from '@tanstack/lit-query';
import { Plus } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Commands } from '../../../../app/commands/commands.ts';
import { href, navigate } from '../../../../app/routing/route.ts';
import '../../../../components/empty.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import '../../../../components/skeleton.ts';
import { providersQuery } from '../../../../data/conversations/composing/abilities.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import { loadFailed } from '../../form/load-failed.ts';
import { providerTitle } from '../channel-marks.ts';
import { channelsQuery } from '../channel-queries.ts';
import { channelCard } from './channel-card.ts';
import { providerList } from './provider-list.ts';

/** The connected accounts, and what else could be connected. */
@customElement('hub-channel-list')
export class HubChannelList extends HubElement {
  readonly #channels = createQueryController(this, channelsQuery, queryClient);
  readonly #providers = createQueryController(this, providersQuery, queryClient);

  constructor() {
    super();
    new Commands(this, () => [
      {
        id: 'channels.connect',
        title: t('channels:connectOne'),
        group: t('channels:title'),
        isEnabled: () => may('channel.manage'),
        run: () => navigate('/settings/channels/new'),
      },
    ]);
  }

  protected override render() {
    const isEmpty = this.#channels().data?.length === 0;
    return html`<header class="section-head">
        <div>
          <h1>${t('channels:title')}</h1>
          <p>${t('channels:lead')}</p>
        </div>
        ${
          may('channel.manage') && !isEmpty
            ? html`<a class="button primary" href=${href('/settings/channels/new')}>${icon(Plus)} ${t('channels:connectOne')}</a>`
            : nothing
        }
      </header>
      ${this.#renderChannels()} ${this.#renderCatalogue()}`;
  }

  #renderChannels(): TemplateResult {
    const { data, error, isPending, refetch } = this.#channels();
    if (isPending) return html`<hub-skeleton rows="3"></hub-skeleton>`;
    if (!data) return loadFailed(error, () => refetch());
    if (data.length === 0) {
      const canConnect = may('channel.manage');
      return html`<hub-empty
        drawing="blank"
        heading=${t('channels:noneYet')}
        text=${canConnect ? t('channels:noneYetHint') : t('channels:noneYetMayNot')}
        action=${canConnect ? t('channels:connectOne') : ''}
        to="/settings/channels/new"
      ></hub-empty>`;
    }
    return html`<ul class="channel-cards">
      ${data.map((channel) => channelCard(channel, this.#titleOf(channel.provider)))}
    </ul>`;
  }

  #renderCatalogue(): TemplateResult | typeof nothing {
    const { data } = this.#providers();
    if (!data) return nothing;
    return html`<section class="section-part">
      <h2>${t('channels:catalogue')}</h2>
      <p>${t('channels:catalogueLead')}</p>
      ${providerList(data, { canConnect: may('channel.manage') })}
    </section>`;
  }

  #titleOf(provider: string): string {
    return providerTitle({ provider, title: this.#providers().data?.find((each) => each.provider === provider)?.title ?? provider });
  }
}
