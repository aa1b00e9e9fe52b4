import { createQueryController } from '@tanstack/lit-query';
import { Pencil, Plus, Trash2 } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { listTags, type TagView } from '../../../../hub/api/customers/tags.ts';
import { Commands } from '../../../app/commands/commands.ts';
import { href } from '../../../app/routing/route.ts';
import '../../../components/empty.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import '../../../components/skeleton.ts';
import { api } from '../../../data/api.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';
import { tagDot } from '../../inbox/actions/pickers/tag-colors.ts';
import '../form/fields.css';
import { loadFailed } from '../form/load-failed.ts';
import { readAll } from '../form/read-all.ts';
import { deleteTagWithQuestion } from './delete-tag.ts';
import { showTag } from './show-tag.ts';
import './tags.css';

/** The tags section of the settings. */
@customElement('hub-tags-settings')
export class HubTagsSettings extends HubElement {
  @state() private typed = '';
  readonly #tags = createQueryController(
    this,
    { queryKey: ['tags', 'settings'], queryFn: () => readAll((paging) => api.call(listTags, { query: paging })) },
    queryClient,
  );

  constructor() {
    super();
    new Commands(this, () => [
      {
        id: 'tags.new',
        title: t('team:newTag'),
        group: t('settings:tags'),
        isEnabled: () => may('conversation.reply'),
        run: () => void showTag(null),
      },
    ]);
  }

  protected override render() {
    const { data, error, isPending } = this.#tags();
    const canCreate = may('conversation.reply');
    return html`<header class="section-head">
        <div>
          <h1>${t('settings:tags')}</h1>
          <p>${t('team:tagsLead')}</p>
        </div>
        ${canCreate ? html`<button class="button primary" @click=${() => showTag(null)}>${icon(Plus)} ${t('team:newTag')}</button>` : nothing}
      </header>
      ${isPending ? html`<hub-skeleton shape="text" rows="4"></hub-skeleton>` : nothing}
      ${error && !data ? loadFailed(error, () => this.#tags().refetch()) : nothing}
      ${
        data?.length === 0
          ? html`<hub-empty
              drawing="blank"
              heading=${t('team:noTags')}
              text=${t('team:noTagsText')}
              action=${canCreate ? t('team:newTag') : ''}
              @hub-empty-action=${() => showTag(null)}
            ></hub-empty>`
          : nothing
      }
      ${data && data.length > 0 ? this.#renderList(data) : nothing}`;
  }

  #renderList(all: readonly TagView[]): TemplateResult {
    const typed = this.typed.trim().toLowerCase();
    const found = all.filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(typed));
    return html`${
        all.length > 10
          ? html`<div class="section-tools">
              <input
                class="input"
                type="search"
                aria-label=${t('team:searchTags')}
                placeholder=${t('team:searchTags')}
                .value=${this.typed}
                @input=${(event: InputEvent) => {
                  if (event.currentTarget instanceof HTMLInputElement) this.typed = event.currentTarget.value;
                }}
              />
            </div>`
          : nothing
      }
      <section class="section-part">
        ${found.length === 0 ? html`<p class="quiet" role="status">${t('common:nothingFound')}</p>` : nothing}
        <ul class="plain-list tag-list">
          ${found.map(renderTag)}
        </ul>
      </section>`;
  }
}

function renderTag(tag: TagView): TemplateResult {
  const { name, color, description } = tag;
  return html`<li>
    <span class="row" style="min-width:0"
      >${tagDot(color)}<span class="ellipsis"
        ><b>${name}</b> ${description ? html`<span class="quiet">${description}</span>` : nothing}</span
      ></span
    >
    ${may('conversation.view') ? html`<a class="quiet" href=${href(`/inbox/all?tag=${encodeURIComponent(name)}`)}>${t('team:tagConversations')}<span class="sr-only">: ${name}</span></a>` : nothing}
    ${
      may('tag.manage')
        ? html`<button class="icon-button" aria-label="${t('common:edit')}: ${name}" title=${t('common:edit')} @click=${() => showTag(tag)}>
              ${icon(Pencil)}
            </button>
            <button
              class="icon-button"
              aria-label="${t('common:delete')}: ${name}"
              title=${t('common:delete')}
              @click=${() => deleteTagWithQuestion(tag)}
            >
              ${icon(Trash2)}
            </button>`
        : nothing
    }
  </li>`;
}
