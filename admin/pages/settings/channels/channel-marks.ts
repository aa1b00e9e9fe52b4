import { Camera, Globe, Mail, MessageCircle, Phone, Send, Smartphone } from 'lucide';
import type { IconNode } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { ChannelView } from '../../../../hub/api/customers/channels.ts';
import { icon } from '../../../components/icon.ts';
import { agoShort, clockTime, dayKey, fullTime } from '../../../words/formats.ts';
import { t, tMaybe } from '../../../words/words.ts';
import type { Provider } from './channel-queries.ts';
import { healthWords } from './reason-words.ts';

/** Pictures of providers we know; every other has a speech bubble. */
const pictures: Readonly<Record<string, IconNode>> = {
  telegram: Send,
  email: Mail,
  sms: Phone,
  widget: Globe,
  whatsapp: Phone,
  'whatsapp-web': Smartphone,
  instagram: Camera,
  'instagram-private': Camera,
};

/** What a provider is called in the language on screen; one we have no words for by the name it gives itself. */
export function providerTitle({ provider, title }: Pick<Provider, 'provider' | 'title'>): string {
  return tMaybe(`channels:provider.${provider}`, {}, title);
}

const looks = { ok: 'good', connecting: '', warning: 'warn', failed: 'bad', paused: '' } as const;

/** The mark of a provider: its name always stands beside it. */
export function providerMark(provider: string): TemplateResult {
  return html`<span class="provider-mark"
    >${provider === 'vk' ? html`<b aria-hidden="true">VK</b>` : icon(pictures[provider] ?? MessageCircle, 18)}</span
  >`;
}

/** How a channel does, in one word. */
export function healthChip({ health }: Pick<ChannelView, 'health'>): TemplateResult {
  if (health.signIn) return html`<span class="chip warn">${t('channels:health.signIn')}</span>`;
  return html`<span class="chip ${looks[health.state]}">${t(`channels:health.${health.state}`)}</span>`;
}

/** What is wrong or waited for, and since when; nothing while it works. */
export function healthReason({ health }: Pick<ChannelView, 'health'>): TemplateResult | typeof nothing {
  const { state, since } = health;
  if (state === 'ok') return nothing;
  const words = healthWords(health);
  return html`<span>${since ? words.replace(/\.$/, '') : words}</span>${
      since
        ? html`<time class="quiet" datetime=${since} title=${fullTime(since)}>
            · ${t('channels:since', { date: dayKey(since) === dayKey(new Date()) ? clockTime(since) : fullTime(since) })}</time
          >`
        : nothing
    }`;
}

/** The account as customers find it, with a link where there is one. */
export function accountLink({ account }: Pick<ChannelView, 'account'>): TemplateResult | typeof nothing {
  if (!account) return nothing;
  // A number is a name by itself.
  const words = account.username ? account.username.replace(/^(?=[^+])/, '@') : account.name;
  return account.url
    ? html`<a class="account" href=${account.url} target="_blank" rel="noopener noreferrer">${words}</a>`
    : html`<span class="account">${words}</span>`;
}

/** How long ago, or that it never was. */
export function agoOrNever(at: string | null): TemplateResult {
  return at ? html`<time datetime=${at} title=${fullTime(at)}>${agoShort(at)}</time>` : html`<span>${t('channels:never')}</span>`;
}
