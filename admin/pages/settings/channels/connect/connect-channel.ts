import { createQueryController } from '@tanstack/lit-query';
import { ArrowLeft } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { addChannel, type ChannelView } from '../../../../../hub/api/customers/channels.ts';
import { href, place, setQuery } from '../../../../app/routing/route.ts';
import '../../../../components/empty.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import '../../../../components/skeleton.ts';
import { api } from '../../../../data/api.ts';
import { providersQuery } from '../../../../data/conversations/composing/abilities.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import { loadFailed } from '../../form/load-failed.ts';
import { channelQuery, type Provider } from '../channel-queries.ts';
import { healthReason, providerTitle } from '../channel-marks.ts';
import '../form/settings-form.ts';
import { providerList } from '../list/provider-list.ts';
import { showCredentials } from '../page/show-credentials.ts';
import '../page/sign-in-part.ts';
import { unofficialNote } from '../unofficial-note.ts';
import './first-message.ts';
import { guide } from './guide.ts';

/** Leads from the choice of a provider over its settings to the first message; the step is in the address. */
@customElement('hub-connect-channel')
export class HubConnectChannel extends HubElement {
  readonly #providers = createQueryController(this, providersQuery, queryClient);
  readonly #channel = createQueryController(
    this,
    () => {
      const channelId = place.value.query.get('channel');
      return { ...channelQuery(channelId ?? ''), enabled: channelId !== null };
    },
    queryClient,
  );

  protected override render() {
    if (!may('channel.manage'))
      return html`<hub-empty drawing="locked" heading=${t('shell:mayNot')} text=${t('shell:mayNotHint')}></hub-empty>`;
    const { query } = place.value;
    const step = query.has('channel') ? 3 : query.has('provider') ? 2 : 1;
    return html`<a class="button plain small crumb" href=${href('/settings/channels')}>${icon(ArrowLeft)} ${t('channels:title')}</a>
      <header class="section-head">
        <div><h1>${t('channels:connectOne')}</h1></div>
      </header>
      <ol class="connect-steps">
        ${[t('channels:step.1'), t('channels:step.2'), t('channels:step.3')].map(
          (words, index) =>
            html`<li class=${index + 1 < step ? 'done' : ''} aria-current=${index + 1 === step ? 'step' : 'false'}>${words}</li>`,
        )}
      </ol>
      ${step === 3 ? this.#renderFirstMessage() : this.#renderProviders(query.get('provider'))}`;
  }

  #renderProviders(chosen: string | null): TemplateResult {
    const { data, error, isPending, refetch } = this.#providers();
    if (isPending) return html`<hub-skeleton shape="form" rows="3"></hub-skeleton>`;
    if (!data) return loadFailed(error, () => refetch());
    const provider = data.find((each) => each.provider === chosen);
    if (provider && !provider.isBuiltIn) return this.#renderForm(provider);
    return html`<section class="section-part">
      <h2 class="sr-only">${t('channels:catalogue')}</h2>
      ${providerList(data, { canConnect: true })}
    </section>`;
  }

  #renderForm(provider: Provider): TemplateResult {
    return html`<section class="section-part">
      <h2>${t('channels:connectNamed', { title: providerTitle(provider) })}</h2>
      ${provider.isUnofficial ? unofficialNote(provider) : nothing} ${guide(provider.provider)}
      <hub-channel-settings-form
        .provider=${provider}
        action=${t('channels:connect')}
        .send=${async (settings: Record<string, unknown>) => {
          const { id } = await api.call(addChannel, { body: { provider: provider.provider, settings } });
          await queryClient.invalidateQueries({ queryKey: ['channels'] });
          setQuery({ provider: null, channel: id });
        }}
      ></hub-channel-settings-form>
    </section>`;
  }

  #renderFirstMessage(): TemplateResult {
    const { data, error, refetch } = this.#channel();
    if (!data) return error ? loadFailed(error, () => refetch()) : html`<hub-skeleton shape="form" rows="3"></hub-skeleton>`;
    if (data.health.signIn) return html`<hub-channel-sign-in .channel=${data}></hub-channel-sign-in>`;
    // No account is known before somebody has signed in: until then nothing is connected, and what to scan or type comes by itself.
    if (!data.account && data.health.state === 'connecting')
      return html`<section class="section-part">
        <h2>${t('channels:signIn')}</h2>
        <p class="callout" role="status"><i class="waiting-dot" aria-hidden="true"></i><span>${t('channels:signInStarts')}</span></p>
        <a class="button plain" href=${href(`/settings/channels/${data.id}`)}>${t('channels:toChannel')}</a>
      </section>`;
    if (!data.account && data.health.state === 'failed') return this.#renderFailedSignIn(data);
    return html`<section class="section-part">
      <h2>${t('channels:connected', { name: data.account?.name ?? data.name })}</h2>
      ${data.health.state === 'ok' ? nothing : html`<p class="callout warn reason"><span>${healthReason(data)}</span></p>`}
      <hub-first-message .channel=${data}></hub-first-message>
      <div class="row">
        <a class="button primary" href=${href(`/settings/channels/${data.id}`)}>${t('channels:toChannel')}</a>
        <a class="button plain" href=${href('/settings/channels')}>${t('channels:allChannels')}</a>
      </div>
    </section>`;
  }

  /** Nobody was signed in: the reason, and the way to other credentials without beginning anew. */
  #renderFailedSignIn(channel: ChannelView): TemplateResult {
    const provider = this.#providers().data?.find((each) => each.provider === channel.provider);
    return html`<section class="section-part">
      <h2>${t('channels:signIn')}</h2>
      <p class="callout bad reason" role="alert"><span>${healthReason(channel)}</span></p>
      <div class="row">
        ${
          provider
            ? html`<button class="button primary" @click=${() => showCredentials(channel, provider)}>
                ${t('channels:replaceCredentials')}
              </button>`
            : nothing
        }
        <a class="button plain" href=${href(`/settings/channels/${channel.id}`)}>${t('channels:toChannel')}</a>
      </div>
    </section>`;
  }
}
