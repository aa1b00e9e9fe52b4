import { createQueryController } from '@tanstack/lit-query';
import { Plus } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConversationView } from '../../../../../hub/api/customers/conversations.ts';
import { listMessages } from '../../../../../hub/api/customers/messages.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { api } from '../../../../data/api.ts';
import { headOf } from '../../../../data/conversations/heads.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { agentById, departmentById } from '../../../../data/team.ts';
import { clockTime, dayName, fullTime, minuteTick, spanShort } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { colorOfTag, tagDot } from '../../actions/pickers/tag-colors.ts';
import { showTags } from '../../actions/pickers/pickers.ts';
import { tagsQuery } from '../../actions/pickers/tags-query.ts';
import { ratingQuery, renderRating } from './rating.ts';

/** So many messages from the beginning are looked through for the first answer: one call. */
const lookedThrough = 100;

/** When it was opened, whether somebody waits, who answered when, who has it. */
@customElement('hub-conversation-facts')
export class HubConversationFacts extends HubElement {
  @property({ attribute: false }) conversationId = '';

  readonly #answered = createQueryController(
    this,
    () => ({
      // A first answer stays the first; where there is none yet, any message may be it.
      queryKey: ['conversations', this.conversationId, 'first-answer', this.#answerKey()],
      queryFn: () => findFirstAnswer(this.conversationId),
      enabled: this.conversationId !== '',
      staleTime: Infinity,
    }),
    queryClient,
  );

  readonly #rating = createQueryController(this, () => ratingQuery(this.conversationId, headOf(this.conversationId).value), queryClient);

  readonly #tags = createQueryController(this, () => tagsQuery, queryClient);

  protected override render() {
    const head = headOf(this.conversationId).value;
    if (!head) return nothing;
    const { createdAt, waitingSince, status, closedAt, departmentId, handledBy, assigneeId } = head;
    return html`<dl class="facts">
      ${fact(t('panel:fact.opened'), renderTime(createdAt))}
      ${
        waitingSince === null
          ? nothing
          : fact(
              t('panel:fact.waiting'),
              html`${renderTime(waitingSince)}
                <span class="faint">${spanShort(Math.max(0, minuteTick.value - Date.parse(waitingSince)))}</span>`,
            )
      }
      ${this.#renderAnswered(createdAt)} ${status === 'closed' && closedAt ? fact(t('panel:fact.closed'), renderTime(closedAt)) : nothing}
      ${this.#renderRating()} ${fact(t('panel:fact.assignee'), agentById(assigneeId)?.displayName ?? t('common:nobody'))}
      ${fact(t('panel:fact.department'), departmentById(departmentId)?.name ?? t('panel:noDepartment'))}
      ${fact(t('panel:tags'), this.#renderTags(head))} ${fact(t('panel:fact.handledBy'), t(`panel:handledBy.${handledBy}`))}
    </dl>`;
  }

  #renderRating(): TemplateResult | typeof nothing {
    const { data } = this.#rating();
    return data ? fact(t('panel:fact.rating'), renderRating(data)) : nothing;
  }

  #renderTags({ id, tags }: ConversationView): TemplateResult {
    const all = this.#tags().data;
    return html`<span class="chips"
      >${tags.map((tag) => html`<span class="chip">${tagDot(colorOfTag(tag, all))}<span class="ellipsis">${tag}</span></span>`)}${
        may('conversation.reply')
          ? html`<button
              class="icon-button"
              aria-label=${t('panel:editTags')}
              title="${t('panel:editTags')} (L)"
              aria-haspopup="listbox"
              aria-expanded="false"
              @click=${(event: Event) => {
                if (event.currentTarget instanceof HTMLElement) showTags([id], event.currentTarget);
              }}
            >
              ${icon(Plus, 14)}
            </button>`
          : nothing
      }</span
    >`;
  }

  /** Asked again once somebody of the team wrote, as long as there was no answer. */
  #answerKey(): string {
    const head = headOf(this.conversationId).value;
    return head?.lastAuthor === 'contact' || head?.lastAuthor === null ? 'open' : 'answered';
  }

  #renderAnswered(createdAt: string) {
    const { data, isSuccess } = this.#answered();
    if (!isSuccess || data === undefined) return nothing;
    if (data === null) return fact(t('panel:fact.answered'), html`<span class="faint">${t('panel:fact.notAnswered')}</span>`);
    const span = spanShort(Math.max(0, Date.parse(data.at) - Date.parse(createdAt)));
    return fact(
      t('panel:fact.answered'),
      html`<span title="${data.by}, ${fullTime(data.at)}">${t('panel:fact.answeredAfter', { span })}</span>
        <span class="faint ellipsis">${data.by}</span>`,
    );
  }
}

interface Answer {
  at: string;
  by: string;
}

/** By whomever of the team, also from outside the hub; null: nobody answered yet. */
async function findFirstAnswer(conversationId: string): Promise<Answer | null> {
  const { items } = await api.call(listMessages, { params: { conversationId }, query: { after: 0, limit: lookedThrough } });
  const first = items.find(({ kind, direction }) => kind === 'text' && direction === 'out');
  return first ? { at: first.createdAt, by: first.author.name } : null;
}

function fact(name: string, value: TemplateResult | string): TemplateResult {
  return html`<div>
    <dt class="quiet ellipsis">${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function renderTime(at: string): TemplateResult {
  return html`<time datetime=${at} title=${fullTime(at)}>${dayName(at)}, ${clockTime(at)}</time>`;
}
