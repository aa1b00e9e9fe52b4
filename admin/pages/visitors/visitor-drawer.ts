import { isSafeLink } from '../../../bots/contract/rich-text-marks.ts';
import { createQueryController } from '@tanstack/lit-query';
import { ArrowLeft, ExternalLink, MessageCircle, X } from 'lucide';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { VisitorView } from '../../../hub/api/visitors/live-visitors.ts';
import { wordsOf } from '../../app/feedback/error-words.ts';
import { href } from '../../app/routing/route.ts';
import { avatar } from '../../components/avatar.ts';
import '../../components/empty.ts';
import { HubElement } from '../../components/hub-element.ts';
import { icon } from '../../components/icon.ts';
import { pageVisits } from '../../components/visits/page-visits.ts';
import '../../components/skeleton.ts';
import { queryClient } from '../../data/query-client.ts';
import { may } from '../../data/session.ts';
import { visitorQuery } from '../../data/visitors/visitor-queries.ts';
import { fullTime } from '../../words/formats.ts';
import { t } from '../../words/words.ts';
import './time-on-site.ts';
import { deviceWords, languageWords, nameOf, whereWords } from './visitor-words.ts';

/**
 * One visitor: who it is, on what and from where, and the pages of the visit.
 * @event hub-close - the person is done with it
 * @event hub-write - a conversation is to be begun
 */
@customElement('hub-visitor-drawer')
export class HubVisitorDrawer extends HubElement {
  @property({ attribute: false }) visitorId = '';
  /** As the list knows it: newer than what was read. */
  @property({ attribute: false }) live: VisitorView | null = null;
  @property({ attribute: false }) clockAhead = 0;
  readonly #visitor = createQueryController(this, () => visitorQuery(this.visitorId), queryClient);
  #last: VisitorView | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('visitorId')) this.#last = null;
    const before = changed.get('live');
    const isElsewhere = before && this.live && (before.page.url !== this.live.page.url || before.page.title !== this.live.page.title);
    if (isElsewhere && before.id === this.live?.id) void this.#visitor.refetch();
  }

  protected override render() {
    const { data, error } = this.#visitor();
    const visitor = this.live ?? data ?? this.#last;
    if (visitor?.id === this.visitorId) this.#last = visitor;
    if (!visitor) return this.#renderWithout(error, data === null);
    const isGone = data === null && this.live === null;
    return html`<div class="scroll" tabindex="-1">
      ${this.#renderHead(visitor, isGone)}
      <section>
        <h3>${t('visitors:about')}</h3>
        ${this.#renderFacts(visitor, isGone)}
      </section>
      <section>
        <h3>${t('visitors:pages')}</h3>
        ${
          data
            ? pageVisits(data.pages)
            : isGone
              ? html`<p class="quiet">${t('visitors:leftHint')}</p>`
              : error
                ? html`<p class="callout bad" role="alert">${wordsOf(error)}</p>`
                : html`<hub-skeleton rows="4"></hub-skeleton>`
        }
      </section>
    </div>`;
  }

  #renderWithout(error: unknown, isGone: boolean): TemplateResult {
    if (!error && !isGone) return html`<hub-skeleton rows="6"></hub-skeleton>`;
    return html`<hub-empty
      drawing=${isGone ? 'missing' : 'broken'}
      heading=${isGone ? t('visitors:gone') : t('visitors:failed')}
      text=${isGone ? t('visitors:goneHint') : wordsOf(error)}
      action=${isGone ? t('visitors:close') : t('common:retry')}
      @hub-empty-action=${() => (isGone ? this.#say('hub-close') : void this.#visitor.refetch())}
    ></hub-empty>`;
  }

  #renderHead(visitor: VisitorView, isGone: boolean): TemplateResult {
    const name = nameOf(visitor);
    return html`<header>
      <div class="row tools">
        <button
          class="icon-button"
          aria-label=${t('visitors:close')}
          title="${t('visitors:close')} (Esc)"
          @click=${() => this.#say('hub-close')}
        >
          <span class="back">${icon(ArrowLeft)}</span><span class="cross">${icon(X)}</span>
        </button>
      </div>
      <div class="row who">
        ${avatar(name, { url: visitor.contact?.avatarUrl, size: 44 })}
        <div class="texts">
          <h2 class="ellipsis">${name}</h2>
          <span class="quiet"
            >${visitor.contact ? t('visitors:knownAs') : visitor.name ? t('visitors:claimed') : t('visitors:unknown')}</span
          >
        </div>
        ${isGone ? html`<span class="chip">${t('visitors:left')}</span>` : html`<span class="chip good">${t('visitors:here')}</span>`}
      </div>
      <div class="row actions">
        ${
          visitor.conversationId !== null
            ? html`<a class="button primary" href=${href(`/inbox/all/${visitor.conversationId}`)}>
                ${icon(MessageCircle)}${t('visitors:openConversation')}
              </a>`
            : may('conversation.reply') && !isGone
              ? html`<button class="button primary" title="${t('visitors:write')} (W)" @click=${() => this.#say('hub-write')}>
                  ${icon(MessageCircle)}${t('visitors:write')}
                </button>`
              : nothing
        }
        ${
          visitor.contact && may('contact.view')
            ? html`<a class="button" href=${href(`/contacts/${visitor.contact.id}`)}>${t('visitors:openContact')}</a>`
            : nothing
        }
      </div>
    </header>`;
  }

  #renderFacts(visitor: VisitorView, isGone: boolean): TemplateResult {
    const facts: [string, TemplateResult | string][] = [
      [
        t('visitors:column.page'),
        isSafeLink(visitor.page.url)
          ? html`<a href=${visitor.page.url} target="_blank" rel="noopener noreferrer nofollow"
              >${visitor.page.title || visitor.page.url} ${icon(ExternalLink, 12)}</a
            >`
          : visitor.page.title || visitor.page.url,
      ],
      [
        t('visitors:column.time'),
        html`<span class="numbers" title=${fullTime(visitor.cameAt)}
          ><hub-time-on-site .since=${visitor.cameAt} .clockAhead=${this.clockAhead} .isStopped=${isGone}></hub-time-on-site
        ></span>`,
      ],
      [t('visitors:column.visits'), String(visitor.visits)],
      [t('visitors:column.from'), visitor.referrer ?? t('visitors:direct')],
      [t('visitors:column.device'), deviceWords(visitor)],
      [t('visitors:column.language'), languageWords(visitor.language)],
      [t('visitors:column.country'), whereWords(visitor)],
      [t('visitors:place'), t(`visitors:source.${visitor.source}`)],
      [t('visitors:tabs'), String(visitor.tabs)],
    ];
    return html`<dl>
      ${facts
        .filter(([, value]) => value !== '')
        .map(
          ([label, value]) =>
            html`<dt>${label}</dt>
              <dd>${value}</dd>`,
        )}
    </dl>`;
  }

  #say(event: 'hub-close' | 'hub-write'): void {
    this.dispatchEvent(new Event(event, { bubbles: true }));
  }
}
