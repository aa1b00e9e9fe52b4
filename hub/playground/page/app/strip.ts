import { html, nothing, type TemplateResult } from 'lit';
import type { ConversationSummary } from '../../session.ts';
import { previewWords } from '../message/shown-kind.ts';
import { fill, type Game } from './game.ts';
import { icons } from './icons.ts';

/** What the hub knows, as its own API tells it. */
export function strip(game: Game): TemplateResult {
  const { words, state, session } = game;
  const hub = state?.hub ?? 'stopped';
  return html`<section class="strip" aria-label=${words.hubSees}>
    <div class="strip-head">
      <h2>${words.hubSees}</h2>
      <span class="hub-state ${hub}"><span class="lamp"></span>${words[hub]}</span>
      <span class="strip-links">
        <a href=${`${session.hubUrl}/login`} target="_blank" rel="noopener" title=${fill(words.loginHint, session.login)}>${words.login}</a>
        <a href=${session.shopUrl} target="_blank" rel="noopener">${words.shop}</a>
        <a href=${session.hostileUrl} target="_blank" rel="noopener">${words.hostileSite}</a>
        <a href=${`${session.hubUrl}/healthz`} target="_blank" rel="noopener">/healthz</a>
        <a href=${`${session.hubUrl}/api/openapi.json`} target="_blank" rel="noopener">OpenAPI</a>
      </span>
    </div>
    <div class="conversations" role="list">
      ${state === null ? html`<p class="quiet">${words.noConnection}</p>` : nothing}
      ${state?.problem ? html`<p class="quiet">${state.problem}</p>` : nothing}
      ${state?.conversations.length === 0 ? html`<p class="quiet">${words.noConversations}</p>` : nothing}
      ${state?.conversations.map((conversation) => card(game, conversation))}
    </div>
  </section>`;
}

function card(game: Game, { number, contact, status, assignee, unread, preview, delivery }: ConversationSummary): TemplateResult {
  const { words } = game;
  const statusWords = status === 'closed' ? words.closedStatus : words[status];
  return html`<article class="conversation" role="listitem">
    <div class="conversation-head">
      <b>#${number} ${contact}</b>
      <span class="badge ${status}">${statusWords}</span>
      ${unread > 0 ? html`<span class="badge unread" title=${fill(words.unread, { count: unread })}>${unread}</span>` : nothing}
    </div>
    <div class="conversation-preview">${previewWords(words, preview)}</div>
    <div class="conversation-foot">
      <span class=${assignee === null ? 'nobody' : 'somebody'}>${assignee ?? words.unassigned}</span>
      ${delivery ? html`<span class="delivery ${delivery.state}" title=${delivery.reason ?? ''}>${delivered(game, delivery.state)}</span>` : nothing}
    </div>
  </article>`;
}

function delivered({ words }: Game, state: string): TemplateResult {
  const known: Record<string, string> = {
    queued: words.queued,
    sending: words.deliverySending,
    sent: words.sent,
    delivered: words.delivered,
    read: words.read,
    failed: words.failed,
    unknown: words.unknown,
  };
  const isThere = state === 'sent' || state === 'delivered' || state === 'read';
  return html`${isThere ? icons.check : nothing} ${known[state] ?? state}`;
}
