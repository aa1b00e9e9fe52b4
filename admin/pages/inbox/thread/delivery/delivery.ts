import { Check, CheckCheck, CircleAlert, CircleHelp, Clock } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { MessageView } from '../../../../../hub/api/customers/messages.ts';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { href } from '../../../../app/routing/route.ts';
import { icon } from '../../../../components/icon.ts';
import type { PendingMessage } from '../../../../data/conversations/thread-store.ts';
import { may } from '../../../../data/session.ts';
import { clockTime } from '../../../../words/formats.ts';
import { t, tMaybe } from '../../../../words/words.ts';
import type { Scene } from '../scene.ts';

type Delivery = NonNullable<MessageView['delivery']>;

const pictures = {
  queued: Clock,
  sending: Clock,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
  unknown: CircleHelp,
} as const;

/** Where a message of ours is on its way, as a small sign with its meaning in words. */
export function renderDelivery(delivery: Delivery): TemplateResult {
  return sign(delivery.state, pictures[delivery.state], wordsOfDelivery(delivery));
}

/** The same for one the hub doesn't have yet. */
export function renderPendingSign(state: PendingMessage['state']): TemplateResult {
  return sign(state === 'failed' ? 'failed' : 'queued', state === 'failed' ? CircleAlert : Clock, t(`thread:pending.${state}`));
}

/** Why a message did not arrive, or that nobody knows, with what can be done about it. */
export function renderTrouble(message: MessageView, { acts }: Scene): TemplateResult | typeof nothing {
  const { delivery, deletedAt } = message;
  if (!delivery || deletedAt !== undefined) return nothing;
  const isAllowed = may('conversation.reply');
  if (delivery.state === 'unknown') {
    return html`<div class="trouble unknown">
      <span><strong>${t('thread:delivery.unknown')}.</strong> ${t('thread:unknownHint')}</span>
      ${
        isAllowed
          ? html`<span class="choices"
              ><button class="button small" @click=${() => acts.retry(message)}>${t('thread:sendAgain')}</button
              ><button class="button small" @click=${() => acts.dismiss(message)}>${t('thread:itArrived')}</button></span
            >`
          : nothing
      }
    </div>`;
  }
  if (waitsForChannel(delivery)) {
    return html`<div class="trouble quiet">
      <span>${t('thread:waitsForChannel')} ${may('channel.manage') ? nothing : t('thread:waitsForAdmin')}</span>
      ${may('channel.manage') ? html`<a href=${href('/settings/channels')}>${t('thread:connectChannel')}</a>` : nothing}
    </div>`;
  }
  if (delivery.state === 'queued' && delivery.retryAt !== undefined)
    return html`<div class="trouble quiet">${reasonOf(delivery)} ${t('thread:retryAt', { when: clockTime(delivery.retryAt) })}</div>`;
  if (delivery.state !== 'failed') return nothing;
  return html`<div class="trouble failed">
    <span
      ><strong>${t('thread:delivery.failed')}.</strong> ${reasonOf(delivery)}
      ${delivery.detail ? html`<span class="detail">${delivery.detail}</span>` : nothing}</span
    >
    ${
      isAllowed
        ? html`<span class="choices"
            ><button class="button small" @click=${() => acts.retry(message)}>${t('common:retry')}</button
            ><button class="button small plain" @click=${() => acts.remove(message)}>${t('common:delete')}</button></span
          >`
        : nothing
    }
  </div>`;
}

/** What became of one the hub refused, or that waits for the connection. */
export function renderPendingTrouble(pending: PendingMessage, { acts }: Scene): TemplateResult | typeof nothing {
  if (pending.state === 'waiting') return html`<div class="trouble quiet">${t('thread:pending.waiting')}</div>`;
  if (pending.state !== 'failed') return nothing;
  return html`<div class="trouble failed">
    <span><strong>${t('thread:pending.failed')}.</strong> ${wordsOf(pending.error)}</span>
    <span class="choices"
      ><button class="button small" @click=${() => acts.retryPending(pending)}>${t('common:retry')}</button
      ><button class="button small plain" @click=${() => acts.discardPending(pending)}>${t('common:delete')}</button></span
    >
  </div>`;
}

function sign(state: string, picture: (typeof pictures)[keyof typeof pictures], words: string): TemplateResult {
  return html`<span class="sign ${state}" role="img" aria-label=${words} title=${words}>${icon(picture, 14)}</span>`;
}

function wordsOfDelivery(delivery: Delivery): string {
  if (delivery.state === 'sent' && delivery.confirmedBy) return t('thread:delivery.sentConfirmed', { who: delivery.confirmedBy.name });
  if (waitsForChannel(delivery)) return t('thread:delivery.queuedChannel');
  if (delivery.state === 'queued' && delivery.retryAt !== undefined)
    return t('thread:delivery.queuedRetry', { when: clockTime(delivery.retryAt) });
  return t(`thread:delivery.${delivery.state}`);
}

/** Nothing goes out by its channel before somebody has connected it again. */
function waitsForChannel({ state, reason }: Delivery): boolean {
  return state === 'queued' && reason === 'auth-expired';
}

function reasonOf({ reason }: Delivery): string {
  return tMaybe(`thread:reason.${reason ?? 'other'}`, {}, t('thread:reason.other'));
}
