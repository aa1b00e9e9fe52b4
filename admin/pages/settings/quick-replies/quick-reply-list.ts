import { createQueryController } from '@tanstack/lit-query';
import { CopyPlus, Plus, Trash2 } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { QuickReplyView } from '../../../../hub/api/customers/quick-replies.ts';
import { Commands } from '../../../app/commands/commands.ts';
import { href, navigate, place, setQuery } from '../../../app/routing/route.ts';
import '../../../components/empty.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import '../../../components/skeleton.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { departmentById } from '../../../data/team.ts';
import { agoShort, fullTime, number } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { loadFailed } from '../form/load-failed.ts';
import { quickRepliesQuery } from './quick-reply-queries.ts';
import { removeQuickReply } from './remove-quick-reply.ts';

const typingMs = 200;

/** The table of quick replies; what is searched for is in the address. */
@customElement('hub-quick-reply-list')
export class HubQuickReplyList extends HubElement {
  @query('input[type=search]') private field!: HTMLInputElement | null;
  readonly #found = createQueryController(
    this,
    () => ({ ...quickRepliesQuery(place.peek().query.get('q') ?? ''), placeholderData: (before: QuickReplyView[] | undefined) => before }),
    queryClient,
  );
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new Commands(this, () => [
      {
        id: 'quick-replies.new',
        title: t('team:newQuickReply'),
        group: t('settings:quickReplies'),
        isEnabled: () => may('quick-reply.manage'),
        run: () => navigate('/settings/quick-replies/new'),
      },
      {
        id: 'quick-replies.search',
        title: t('common:search'),
        group: t('settings:quickReplies'),
        keys: 'Slash',
        isHidden: true,
        run: () => this.field?.focus(),
      },
    ]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render() {
    const q = place.value.query.get('q') ?? '';
    const { data, error, isPending } = this.#found();
    const canManage = may('quick-reply.manage');
    const isEmpty = data?.length === 0;
    return html`<header class="section-head">
        <div>
          <h1>${t('settings:quickReplies')}</h1>
          <p>${t('team:quickRepliesLead')}</p>
        </div>
        ${canManage ? html`<a class="button primary" href=${href('/settings/quick-replies/new')}>${icon(Plus)} ${t('team:newQuickReply')}</a>` : nothing}
      </header>
      ${isEmpty && q === '' ? nothing : this.#renderSearch(q)}
      ${isPending ? html`<hub-skeleton shape="text" rows="4"></hub-skeleton>` : nothing}
      ${error && !data ? loadFailed(error, () => this.#found().refetch()) : nothing}
      ${isEmpty && q === '' ? html`<hub-empty drawing="blank" heading=${t('team:noQuickReplies')} text=${t('team:noQuickRepliesText')} action=${canManage ? t('team:newQuickReply') : ''} to="/settings/quick-replies/new"></hub-empty>` : nothing}
      ${isEmpty && q !== '' ? html`<hub-empty role="status" drawing="search" heading=${t('common:nothingFound')}></hub-empty>` : nothing}
      ${data && data.length > 0 ? renderTable(data, canManage) : nothing}`;
  }

  #renderSearch(q: string): TemplateResult {
    return html`<div class="section-tools">
      <input
        class="input"
        type="search"
        aria-label=${t('team:searchQuickReplies')}
        placeholder=${t('team:searchQuickReplies')}
        .value=${q}
        @input=${(event: InputEvent) => {
          if (!(event.currentTarget instanceof HTMLInputElement)) return;
          const typed = event.currentTarget.value.trim();
          clearTimeout(this.#timer);
          this.#timer = setTimeout(() => setQuery({ q: typed }), typingMs);
        }}
      />
    </div>`;
  }
}

function renderTable(replies: readonly QuickReplyView[], canManage: boolean): TemplateResult {
  return html`<section class="section-part">
    <table class="table stacking quick-replies">
      <thead>
        <tr>
          <th scope="col">${t('team:shortcut')}</th>
          <th scope="col">${t('team:titleAndText')}</th>
          <th scope="col">${t('team:for')}</th>
          <th scope="col" class="number">${t('team:used')}</th>
          <th scope="col">${t('team:lastUsed')}</th>
          ${canManage ? html`<td><span class="sr-only">${t('common:more')}</span></td>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${replies.map((reply) => renderRow(reply, canManage))}
      </tbody>
    </table>
  </section>`;
}

function renderRow(reply: QuickReplyView, canManage: boolean): TemplateResult {
  const { id, shortcut, title, text, language, departmentIds, usedCount, lastUsedAt } = reply;
  const whom = [language?.toUpperCase(), ...departmentIds.map((departmentId) => departmentById(departmentId)?.name)].filter(Boolean);
  return html`<tr>
    <td><a class="shortcut" href=${href(`/settings/quick-replies/${id}`)}>/${shortcut}</a></td>
    <td class="words"><b class="ellipsis">${title}</b><span class="quiet ellipsis">${text}</span></td>
    <td data-label=${t('team:for')}>${whom.length > 0 ? whom.join(', ') : html`<span class="faint">${t('team:everybody')}</span>`}</td>
    <td class="number numbers" data-label=${t('team:used')}>${number(usedCount)}</td>
    <td data-label=${t('team:lastUsed')}>
      ${lastUsedAt ? html`<time datetime=${lastUsedAt} title=${fullTime(lastUsedAt)}>${agoShort(lastUsedAt)}</time>` : html`<span class="faint">–</span>`}
    </td>
    ${
      canManage
        ? html`<td class="tools">
            <a
              class="icon-button"
              href=${href(`/settings/quick-replies/new?from=${id}`)}
              aria-label="${t('team:duplicate')}: ${shortcut}"
              title=${t('team:duplicate')}
              >${icon(CopyPlus)}</a
            ><button
              class="icon-button"
              aria-label="${t('common:delete')}: ${shortcut}"
              title=${t('common:delete')}
              @click=${() => removeQuickReply(reply)}
            >
              ${icon(Trash2)}
            </button>
          </td>`
        : nothing
    }
  </tr>`;
}
