import { createQueryController } from '@tanstack/lit-query';
import { AlarmClock, Ban, Bot, CheckCheck, Flag, Inbox, PanelRight, Plus, RotateCcw, Tag, Unplug } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { getConversation, type ConversationView } from '../../../../hub/api/customers/conversations.ts';
import { Commands } from '../../../app/commands/commands.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { href } from '../../../app/routing/route.ts';
import { avatar } from '../../../components/avatar.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import { api } from '../../../data/api.ts';
import { headOf, keepHeads } from '../../../data/conversations/heads.ts';
import { channelsQuery } from '../../../data/conversations/listing/choices.ts';
import { openThread } from '../../../data/conversations/thread-store.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may, session } from '../../../data/session.ts';
import { agentById, availabilityOf, departmentById } from '../../../data/team.ts';
import { fullTime, minuteTick, shortDate } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { mayMove, takeConversations } from '../actions/assign.ts';
import { conversationCommands } from '../actions/conversation-commands.ts';
import { copyLink } from '../actions/copy-link.ts';
import { priorityIcon } from '../actions/pickers/priority-icon.ts';
import { colorOfTag, tagDot } from '../actions/pickers/tag-colors.ts';
import { momentInWords } from '../actions/snooze/until-words.ts';
import { closeConversations, reopenConversations } from '../actions/status.ts';
import { togglePanel } from '../columns.ts';
import { selection } from '../list/bulk/selection.ts';
import { providerName } from '../list/rows/provider-mark.ts';
import { renderMenu } from './menu.ts';
import './conversation-header.css';
import { showAssign, showPriority, showSnooze, showTags } from '../actions/pickers/pickers.ts';
import { tagsQuery } from '../actions/pickers/tags-query.ts';

const mostTags = 3;
const mostViewers = 4;

/** What the open conversation is: whose, in which state, who has it and who looks, and what can be done with it. */
@customElement('hub-conversation-header')
export class HubConversationHeader extends HubElement {
  @property({ attribute: false }) conversationId = '';

  readonly #head = createQueryController(
    this,
    () => ({
      queryKey: ['conversations', this.conversationId, 'head'],
      queryFn: async () => {
        keepHeads([await api.call(getConversation, { params: { conversationId: this.conversationId } })]);
        return null;
      },
      enabled: this.conversationId !== '' && headOf(this.conversationId).peek() === null,
    }),
    queryClient,
  );
  readonly #tags = createQueryController(this, () => tagsQuery, queryClient);
  readonly #channels = createQueryController(this, () => ({ ...channelsQuery, enabled: may('channel.view') }), queryClient);

  constructor() {
    super();
    new Commands(this, () => {
      const picked = [...selection.peek()];
      return conversationCommands(picked.length > 0 ? picked : this.conversationId);
    });
  }

  protected override render() {
    const head = headOf(this.conversationId).value;
    const asked = this.#head();
    if (!head && asked.isError) return html`<div class="bar failed" role="alert">${wordsOf(asked.error)}${this.#renderRetry()}</div>`;
    if (!head) return html`<div class="bar" aria-busy="true"><i class="bone face"></i><i class="bone"></i></div>`;
    return html`<div class="bar">
      ${this.#renderWho(head)}
      <div class="acts">
        ${this.#renderViewers()}${may('conversation.assign') && head.status !== 'closed' ? this.#renderAssignee(head) : nothing}
        ${this.#renderButtons(head)} ${renderMenu(this.conversationId, head)}
        <button class="icon-button" aria-label=${t('panel:showPanel')} title="${t('panel:showPanel')} (])" @click=${togglePanel}>
          ${icon(PanelRight)}
        </button>
      </div>
    </div>`;
  }

  #renderRetry() {
    return html`<button class="button small" @click=${() => void this.#head().refetch()}>${t('common:retry')}</button>`;
  }

  #renderWho(head: ConversationView) {
    const { contact, number } = head;
    const name = may('contact.view')
      ? html`<a class="ellipsis" href=${href(`/contacts/${contact.id}`)} title=${t('panel:openContact')}>${contact.name}</a>`
      : html`<span class="ellipsis">${contact.name}</span>`;
    return html`<span class="face">${avatar(contact.name, { url: contact.avatarUrl, size: 34 })}</span>
      <div class="who">
        <div class="line">
          <h2 class="ellipsis">${name}</h2>
          <button
            class="number numbers"
            aria-label=${t('panel:copyNumber', { number })}
            title=${t('panel:copyLink')}
            @click=${() => void copyLink(head.id)}
          >
            #${number}
          </button>
          ${this.#renderState(head)}
        </div>
        <div class="line second">
          <span class="ellipsis quiet channel">${this.#channelName(head)}</span>
          ${this.#renderPriority(head)}${this.#renderTags(head)}
        </div>
      </div>`;
  }

  #channelName({ provider, channelId, departmentId }: ConversationView): string {
    const channel = this.#channels().data?.find(({ id }) => id === channelId)?.name;
    return [providerName(provider), channel, departmentById(departmentId)?.name].filter(Boolean).join(' · ');
  }

  #renderState(head: ConversationView) {
    return html`${this.#renderStatus(head)}${
      head.contact.blocked ? chip('bad', Ban, t('panel:blockedChip'), t('panel:blockHint')) : nothing
    }${head.unreachable ? chip('warn', Unplug, t('panel:unreachableShort'), t('panel:unreachable')) : nothing}${
      head.handledBy === 'bot' ? chip('', Bot, t('panel:handledBy.bot'), t('panel:byBot')) : nothing
    }`;
  }

  #renderStatus({ status, snoozedUntil, closedAt }: ConversationView) {
    if (status === 'closed') {
      const title = closedAt ? t('panel:closedAt', { time: fullTime(closedAt) }) : t('panel:status.closed');
      return chip('', CheckCheck, closedAt ? t('panel:closedAt', { time: shortDate(closedAt) }) : title, title);
    }
    if (status !== 'snoozed') return nothing;
    if (!snoozedUntil) return chip('accent', AlarmClock, t('panel:snoozedTillReply'), t('panel:snoozedTillReply'));
    void minuteTick.value; // "tomorrow" is not for ever
    const at = new Date(snoozedUntil);
    return chip(
      'accent',
      AlarmClock,
      t('panel:snoozedUntil', { time: momentInWords(at) }),
      t('panel:snoozedUntil', { time: fullTime(at) }),
    );
  }

  #renderPriority({ id, priority }: ConversationView) {
    const words = t('panel:priorityIs', { priority: t(`panel:priority.${priority}`) });
    if (!may('conversation.reply')) return html`<span class="mark" title=${words}>${priorityIcon(priority, 14)}</span>`;
    return html`<button
      class="mark ${priority}"
      data-anchor="priority"
      aria-label=${words}
      aria-haspopup="listbox"
      aria-expanded="false"
      title="${words} (P)"
      @click=${(event: Event) => showPriority([id], buttonOf(event))}
    >
      ${priority === 'normal' ? icon(Flag, 12) : html`${priorityIcon(priority, 14)}<span>${t(`panel:priority.${priority}`)}</span>`}
    </button>`;
  }

  #renderTags({ id, tags }: ConversationView) {
    const all = this.#tags().data;
    const shown = html`${tags
      .slice(0, mostTags)
      .map((tag) => html`<span class="tag">${tagDot(colorOfTag(tag, all))}<span class="ellipsis">${tag}</span></span>`)}${
      tags.length > mostTags ? html`<span class="tag more">+${tags.length - mostTags}</span>` : nothing
    }`;
    if (!may('conversation.reply')) return html`<span class="tags" title=${tags.join(', ')}>${shown}</span>`;
    return html`<button
      class="tags"
      data-anchor="tags"
      aria-haspopup="listbox"
      aria-expanded="false"
      title="${tags.length > 0 ? tags.join(', ') : t('panel:editTags')} (L)"
      @click=${(event: Event) => showTags([id], buttonOf(event))}
    >
      <span class="sr-only">${t('panel:editTags')}</span>
      ${tags.length > 0 ? shown : html`<span class="tag none">${icon(Tag, 12)}${t('panel:addTag')}</span>`}
      ${tags.length > 0 ? html`<span class="plus">${icon(Plus, 12)}</span>` : nothing}
    </button>`;
  }

  #renderViewers() {
    const me = session.value?.agent.id;
    const viewers = openThread(this.conversationId).viewers.value.filter(({ agentId }) => agentId !== me);
    if (viewers.length === 0) return nothing;
    const more = viewers.length - mostViewers;
    return html`<span class="viewers" role="group" aria-label=${viewers.map(({ name }) => t('panel:looking', { name })).join(', ')}>
      ${viewers
        .slice(0, mostViewers)
        .map(
          ({ name, isIdle }) =>
            html`<span class=${isIdle ? 'idle' : ''} title=${t(isIdle ? 'panel:lookingIdle' : 'panel:looking', { name })}
              >${avatar(name, { size: 22 })}</span
            >`,
        )}${more > 0 ? html`<span class="quiet">+${more}</span>` : nothing}
    </span>`;
  }

  #renderAssignee(head: ConversationView) {
    const { id, assigneeId } = head;
    const agent = agentById(assigneeId);
    const isMe = assigneeId !== null && assigneeId === session.value?.agent.id;
    const name = agent?.displayName ?? (assigneeId === null ? t('panel:nobodyHasIt') : '…');
    const words = assigneeId === null ? name : t('panel:assignedTo', { name: isMe ? t('common:me') : name });
    return html`<button
      class="button assignee"
      data-anchor="assign"
      aria-label=${words}
      aria-haspopup="listbox"
      aria-expanded="false"
      title="${words} (A)"
      ?disabled=${!mayMove(head)}
      @click=${(event: Event) => showAssign([id], buttonOf(event))}
    >
      ${
        assigneeId === null
          ? html`<span class="nobody">${icon(Inbox, 14)}</span>`
          : avatar(name, { size: 20, state: isMe ? undefined : (availabilityOf(assigneeId) ?? 'off') })
      }<span class="label ellipsis">${isMe ? t('common:me') : assigneeId === null ? t('common:nobody') : name}</span>
    </button>`;
  }

  #renderButtons({ id, status, assigneeId }: ConversationView) {
    const isFree = assigneeId === null && may('conversation.assign');
    if (status === 'closed') {
      if (!may('conversation.close')) return nothing;
      return html`<button class="button primary" @click=${() => reopenConversations([id])}>
        ${icon(RotateCcw, 15)}<span class="label">${t('panel:reopen')}</span>
      </button>`;
    }
    return html`${
      isFree
        ? html`<button class="button primary" title="${t('panel:assignToMe')} (I)" @click=${() => takeConversations([id])}>
            ${t('panel:take')}
          </button>`
        : nothing
    }
    ${
      may('conversation.snooze')
        ? html`<button
            class="icon-button wide-only"
            data-anchor="snooze"
            aria-label=${t('panel:snooze')}
            aria-haspopup="listbox"
            aria-expanded="false"
            title="${t('panel:snooze')} (Z)"
            @click=${(event: Event) => showSnooze([id], buttonOf(event))}
          >
            ${icon(AlarmClock)}
          </button>`
        : nothing
    }
    ${
      may('conversation.close')
        ? html`<button
            class="button close ${isFree ? '' : 'primary'}"
            aria-label=${t('panel:close')}
            title="${t('panel:close')} (E)"
            @click=${() => closeConversations([id])}
          >
            ${icon(CheckCheck, 15)}<span class="label">${t('panel:close')}</span>
          </button>`
        : nothing
    }`;
  }
}

function chip(colour: string, picture: typeof Ban, words: string, title: string): TemplateResult {
  return html`<span class="chip ${colour}" title=${title}>${icon(picture, 11)}<span class="ellipsis">${words}</span></span>`;
}

function buttonOf(event: Event): HTMLElement | undefined {
  return event.currentTarget instanceof HTMLElement ? event.currentTarget : undefined;
}
