import { AtSign, Camera, Globe, Mail, MessageCircle, Phone, Send, Smartphone } from 'lucide';
import type { IconNode } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { ChannelView } from '../../../../hub/api/customers/channels.ts';
import { icon } from '../../../components/icon.ts';
import { agoShort, fullTime } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';

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
  vk: AtSign,
};

const looks = { ok: 'good', connecting: '', warning: 'warn', failed: 'bad', paused: '' } as const;

/** The mark of a provider: its name always stands beside it. */
export function providerMark(provider: string): TemplateResult {
  return html`<span class="provider-mark">${icon(pictures[provider] ?? MessageCircle, 18)}</span>`;
}

/** How a channel does, in one word. */
export function healthChip({ health }: Pick<ChannelView, 'health'>): TemplateResult {
  return html`<span class="chip ${looks[health.state]}">${t(`channels:health.${health.state}`)}</span>`;
}

/** What is wrong or waited for, by the provider's words, and since when; nothing while it works. */
export function healthReason({ health: { state, reason, since, signIn } }: Pick<ChannelView, 'health'>): TemplateResult | typeof nothing {
  if (state === 'ok') return nothing;
  // The hub's own sentences are said in the language on screen; a provider's words stay as they came.
  const ours = state === 'paused' ? t('channels:healthHint.paused') : signIn ? t('channels:healthHint.signIn') : '';
  const words = ours || (state === 'connecting' && !reason ? t('channels:healthHint.connecting') : (reason ?? t('channels:noReason')));
  return html`<span>${words}</span>${
      since
        ? html` <time class="quiet" datetime=${since} title=${fullTime(since)}>${t('channels:since', { date: fullTime(since) })}</time>`
        : nothing
    }`;
}

/** The account as customers find it, with a link where there is one. */
export function accountLink({ account }: Pick<ChannelView, 'account'>): TemplateResult | typeof nothing {
  if (!account) return nothing;
  const words = account.username ? `@${account.username}` : account.name;
  return account.url
    ? html`<a class="account" href=${account.url} target="_blank" rel="noopener noreferrer">${words}</a>`
    : html`<span class="account">${words}</span>`;
}

/** How long ago, or that it never was. */
export function agoOrNever(at: string | null): TemplateResult {
  return at ? html`<time datetime=${at} title=${fullTime(at)}>${agoShort(at)}</time>` : html`<span>${t('channels:never')}</span>`;
}
