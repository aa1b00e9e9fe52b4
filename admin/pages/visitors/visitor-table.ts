import { MessageCircle } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { href } from '../../app/routing/route.ts';
import { avatar } from '../../components/avatar.ts';
import { HubElement } from '../../components/hub-element.ts';
import { icon } from '../../components/icon.ts';
import { pathOf } from '../../components/visits/page-visits.ts';
import type { LiveVisitors, VisitorRow } from '../../data/visitors/live-visitors.ts';
import { t } from '../../words/words.ts';
import './time-on-site.ts';
import { deviceWords, languageWords, nameOf, pictureOf, referrerWords, whereWords } from './visitor-words.ts';

/** Who is on the site, a row each; while the pointer or the focus is on them, rows keep their places. */
@customElement('hub-visitor-table')
export class HubVisitorTable extends HubElement {
  @property({ attribute: false }) list!: LiveVisitors;
  @property({ attribute: false }) openId: string | null = null;
  @property({ attribute: false }) linkTo: (id: string) => string = (id) => `/visitors/${id}`;
  #isUnderPointer = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('pointerenter', this.#onPointer);
    this.addEventListener('pointerleave', this.#onPointer);
    this.addEventListener('focusin', this.#settle);
    this.addEventListener('focusout', this.#settle);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.list.hold(false);
  }

  protected override render() {
    const { list } = this;
    const waiting = list.waiting.value;
    // Within the table, so that the way to it lets nothing go.
    return html`${
        waiting > 0
          ? html`<button class="button primary small pill" @click=${() => list.showWaiting()}>
              ${t('visitors:new', { count: waiting })}
            </button>`
          : nothing
      }
      <table class="table ${list.rows.value.some(({ visitor }) => visitor.country) ? '' : 'without-country'}">
        <caption class="sr-only">
          ${t('visitors:list')}
        </caption>
        <thead>
          <tr>
            ${(['visitor', 'page', 'time', 'from', 'device', 'language', 'country', 'visits'] as const).map(
              (name) => html`<th scope="col" class=${name}>${t(`visitors:column.${name}`)}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            list.rows.value,
            ({ visitor }) => visitor.id,
            (row) => this.#renderRow(row),
          )}
        </tbody>
      </table>
      ${
        list.mayShowMore
          ? html`<div class="more"><button class="button" @click=${() => list.showMore()}>${t('visitors:more')}</button></div>`
          : nothing
      }`;
  }

  #renderRow({ visitor, isGone }: VisitorRow): TemplateResult {
    const name = nameOf(visitor);
    const { page } = visitor;
    return html`<tr
      data-id=${visitor.id}
      class=${isGone ? 'gone' : ''}
      aria-selected=${visitor.id === this.openId ? 'true' : nothing}
      @click=${this.#open}
    >
      <th scope="row" class="visitor">
        <span class="who">
          ${avatar(name, { url: visitor.contact?.avatarUrl, size: 28 })}
          <a class="ellipsis" href=${href(this.linkTo(visitor.id))}>${name}</a>
          ${isGone ? html`<span class="chip">${t('visitors:left')}</span>` : nothing} ${this.#renderChat(visitor)}
        </span>
      </th>
      <td class="page">
        <span class="ellipsis" title=${page.title || page.url}>${page.title || pathOf(page.url)}</span>
        <span class="quiet ellipsis small" title=${page.url}>${pathOf(page.url)}</span>
      </td>
      <td class="time numbers">
        <hub-time-on-site .since=${visitor.cameAt} .clockAhead=${this.list.clockAhead.value} .isStopped=${isGone}></hub-time-on-site>
      </td>
      <td class="from"><span class="ellipsis" title=${visitor.referrer ?? ''}>${referrerWords(visitor) || t('visitors:direct')}</span></td>
      <td class="device">
        <span class="with-icon">${icon(pictureOf(visitor), 14)}<span class="ellipsis">${deviceWords(visitor)}</span></span>
      </td>
      <td class="language"><span class="ellipsis">${languageWords(visitor.language)}</span></td>
      <td class="country"><span class="ellipsis">${whereWords(visitor)}</span></td>
      <td class="visits numbers" title=${t('visitors:visits', { count: visitor.visits })}>${visitor.visits}</td>
    </tr>`;
  }

  #renderChat({ isChatOpen, conversationId }: VisitorRow['visitor']) {
    if (!isChatOpen && conversationId === null) return nothing;
    const words = t(isChatOpen ? 'visitors:chatOpen' : 'visitors:inConversation');
    return html`<span class="chip ${isChatOpen ? 'good' : 'accent'}" title=${words}
      >${icon(MessageCircle, 12)}<span class="sr-only">${words}</span></span
    >`;
  }

  /** Anywhere in a row is as good as its link. */
  #open = (event: MouseEvent): void => {
    if (!(event.target instanceof Element) || event.target.closest('a, button')) return;
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.querySelector('a')?.click();
  };

  #onPointer = (event: PointerEvent): void => {
    this.#isUnderPointer = event.type === 'pointerenter' && event.pointerType === 'mouse';
    this.#settle();
  };

  #settle = (): void => {
    queueMicrotask(() => this.list.hold(this.#isUnderPointer || this.contains(document.activeElement)));
  };
}
