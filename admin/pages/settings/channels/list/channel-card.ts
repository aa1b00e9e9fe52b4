import { html, nothing, type TemplateResult } from 'lit';
import type { ChannelView } from '../../../../../hub/api/customers/channels.ts';
import { href } from '../../../../app/routing/route.ts';
import { number } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { accountLink, agoOrNever, healthChip, healthReason, providerMark } from '../channel-marks.ts';

/** One connected account: who it is, how it does, and what moves through it. */
export function channelCard(channel: ChannelView, title: string): TemplateResult {
  const { id, name, provider, health, lastInboundAt, lastOutboundAt, waitingConversations } = channel;
  return html`<li class="card channel-card">
    <div class="who">
      ${providerMark(provider)}
      <div class="ellipsis">
        <h2 class="ellipsis"><a href=${href(`/settings/channels/${id}`)}>${name}</a></h2>
        <span class="quiet">${title}${channel.account ? html` · ${accountLink(channel)}` : nothing}</span>
      </div>
      ${healthChip(channel)}
    </div>
    ${health.state === 'ok' ? nothing : html`<p class="reason ${health.state}">${healthReason(channel)}</p>`}
    <dl class="traffic">
      <div>
        <dt>${t('channels:lastIn')}</dt>
        <dd>${agoOrNever(lastInboundAt)}</dd>
      </div>
      <div>
        <dt>${t('channels:lastOut')}</dt>
        <dd>${agoOrNever(lastOutboundAt)}</dd>
      </div>
      <div>
        <dt>${t('channels:waiting')}</dt>
        <dd class="numbers">${waitingText(waitingConversations)}</dd>
      </div>
    </dl>
  </li>`;
}

/** Conversations with something left to send; the hub counts up to 1,000. */
export function waitingText(count: number | undefined): string {
  if (!count) return t('channels:nothingWaits');
  return count >= 1000 ? `${number(1000)}+` : t('channels:conversations', { count });
}
