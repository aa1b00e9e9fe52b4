import { CircleAlert, Clock, Info, MessageCircle, PenLine, WifiOff } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { showError } from '../../../../app/feedback/toasts.ts';
import { href } from '../../../../app/routing/route.ts';
import { icon } from '../../../../components/icon.ts';
import type { ChannelAbilities } from '../../../../data/conversations/composing/abilities.ts';
import { lastOutcome } from '../../../../data/conversations/outbox.ts';
import { openThread } from '../../../../data/conversations/thread-store.ts';
import { may, session } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import type { Notice } from './notices.ts';

const pictures: Record<Notice, { picture: typeof Info; tone: 'bad' | 'warn' | 'calm' }> = {
  'window-closed': { picture: Clock, tone: 'warn' },
  blocked: { picture: CircleAlert, tone: 'warn' },
  unreachable: { picture: CircleAlert, tone: 'warn' },
  'channel-failed': { picture: CircleAlert, tone: 'bad' },
  'channel-paused': { picture: Info, tone: 'warn' },
  'channel-connecting': { picture: Clock, tone: 'calm' },
  closed: { picture: Info, tone: 'calm' },
  offline: { picture: WifiOff, tone: 'calm' },
};

/** What is good to know before sending, a calm line each. */
export function renderNotices(
  notices: readonly Notice[],
  values: { name: string; channel: string; provider: string; hours: number },
  /** Sends a template where the provider has them: the way out of a closed window. */
  pickTemplate: (() => void) | null,
): TemplateResult | typeof nothing {
  if (notices.length === 0) return nothing;
  return html`<ul class="notices">
    ${notices.map((notice) => {
      const { picture, tone } = pictures[notice];
      const leadsToChannels = notice.startsWith('channel-') && may('channel.manage');
      return html`<li class=${tone}>
        ${icon(picture, 14)}<span>${t(`composer:notice.${notice}`, { ...values, count: values.hours })}</span>
        ${
          notice === 'window-closed' && pickTemplate
            ? html`<button class="link" @click=${pickTemplate}>${t('composer:useTemplate')}</button>`
            : nothing
        }
        ${leadsToChannels ? html`<a href=${href('/settings/channels')}>${t('composer:toChannels')}</a>` : nothing}
      </li>`;
    })}
  </ul>`;
}

/** What lets a template be sent, where the provider has them and the agent may reply; null elsewhere. */
export function templatePicker(
  conversationId: string,
  abilities: Pick<ChannelAbilities, 'templates'> | null,
  channelId: string | undefined,
): (() => void) | null {
  if (!abilities?.templates || !channelId || !may('conversation.reply')) return null;
  return () => void import('../template/show-template.ts').then(({ showTemplate }) => showTemplate(conversationId, channelId), showError);
}

/** Who else is at it: colleagues that write, colleagues that look while something is written here, and what the customer said meanwhile. */
export function renderChips(
  conversationId: string,
  { hasText, newFromCustomer, name }: { hasText: boolean; newFromCustomer: number; name: string },
) {
  const store = openThread(conversationId);
  const own = session.value?.agent.id;
  const writing = store.typing.value.filter(({ by }) => by.type === 'agent');
  const writingIds = new Set(writing.map(({ by }) => by.id));
  const looking = hasText
    ? store.viewers.value.filter(({ agentId, isIdle }) => agentId !== own && !isIdle && !writingIds.has(agentId))
    : [];
  if (writing.length + looking.length + newFromCustomer === 0) return nothing;
  return html`<ul class="chips" aria-live="polite">
    ${writing.map(
      ({ by, mode }) =>
        html`<li class="chip ${mode === 'note' ? '' : 'warn'}">
          ${icon(PenLine, 12)}${t(mode === 'note' ? 'composer:isNoting' : 'composer:isReplying', { name: by.name })}
        </li>`,
    )}
    ${looking.map((viewer) => html`<li class="chip">${t('composer:isLooking', { name: viewer.name })}</li>`)}
    ${
      newFromCustomer > 0
        ? html`<li class="chip accent">${icon(MessageCircle, 12)}${t('composer:wroteMeanwhile', { name, count: newFromCustomer })}</li>`
        : nothing
    }
  </ul>`;
}

/** What became of the last message, for reading aloud: the same words twice are two. */
export function renderOutcome(conversationId: string): unknown {
  const told = lastOutcome.value;
  if (told?.conversationId !== conversationId) return nothing;
  return keyed(`${told.clientId} ${told.outcome}`, html`<span>${t(`composer:outcome.${told.outcome}`)}</span>`);
}
