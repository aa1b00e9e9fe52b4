import { createQueryController } from '@tanstack/lit-query';
import { ArrowLeft } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ApiError } from '../../../../../hub/api/client.ts';
import type { ChannelView } from '../../../../../hub/api/customers/channels.ts';
import { href } from '../../../../app/routing/route.ts';
import '../../../../components/empty.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import '../../../../components/skeleton.ts';
import { providersQuery } from '../../../../data/conversations/composing/abilities.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import { loadFailed } from '../../form/load-failed.ts';
import { channelQuery } from '../channel-queries.ts';
import { accountLink, healthChip, providerMark, providerTitle } from '../channel-marks.ts';
import { unofficialNote } from '../unofficial-note.ts';
import '../receipts/receipts-part.ts';
import './abilities-part.ts';
import { disconnectWithQuestion } from './disconnect.ts';
import './rules-part.ts';
import './sign-in-part.ts';
import './state-part.ts';

/** One connected account: how it does, what it says by itself, what it can, what it could not read. */
@customElement('hub-channel-page')
export class HubChannelPage extends HubElement {
  @property({ attribute: false }) channelId = '';
  readonly #channel = createQueryController(this, () => channelQuery(this.channelId), queryClient);
  readonly #providers = createQueryController(this, providersQuery, queryClient);

  protected override render() {
    return html`<a class="button plain small crumb" href=${href('/settings/channels')}>${icon(ArrowLeft)} ${t('channels:title')}</a>
      ${this.#renderBody()}`;
  }

  #renderBody(): TemplateResult {
    const { data, error, refetch } = this.#channel();
    if (data) return this.#renderChannel(data);
    if (error instanceof ApiError && error.status < 500)
      return html`<hub-empty
        drawing="missing"
        heading=${t('channels:unknown')}
        text=${t('channels:unknownHint')}
        action=${t('channels:allChannels')}
        to="/settings/channels"
      ></hub-empty>`;
    return error ? loadFailed(error, () => refetch()) : html`<hub-skeleton shape="form" rows="6"></hub-skeleton>`;
  }

  #renderChannel(channel: ChannelView): TemplateResult {
    const provider = this.#providers().data?.find((each) => each.provider === channel.provider);
    return html`<header class="section-head channel-head">
        ${providerMark(channel.provider)}
        <div>
          <h1>${channel.name}</h1>
          <p>
            ${providerTitle({ provider: channel.provider, title: provider?.title ?? channel.provider })}${channel.account ? html` · ${accountLink(channel)}` : nothing}
          </p>
        </div>
        ${healthChip(channel)}
      </header>
      <hub-channel-sign-in .channel=${channel}></hub-channel-sign-in>
      ${provider?.isUnofficial ? unofficialNote(provider) : nothing}
      <hub-channel-state .channel=${channel} .provider=${provider ?? null}></hub-channel-state>
      <hub-channel-rules .channel=${channel}></hub-channel-rules>
      ${provider ? html`<hub-channel-abilities .abilities=${provider.abilities}></hub-channel-abilities>` : nothing}
      ${
        may('channel.manage')
          ? html`<hub-channel-receipts .channelId=${channel.id}></hub-channel-receipts>
              <section class="section-part">
                <h2>${t('channels:disconnect')}</h2>
                <p>${t('channels:disconnectLead')}</p>
                <button class="button danger" @click=${() => disconnectWithQuestion(channel)}>${t('channels:disconnectAction')}</button>
              </section>`
          : nothing
      }`;
  }
}
