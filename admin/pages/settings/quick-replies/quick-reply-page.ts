import { createQueryController } from '@tanstack/lit-query';
import { ArrowLeft, CopyPlus, Trash2 } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError } from '../../../../hub/api/client.ts';
import { createQuickReply, updateQuickReply, type QuickReplyView } from '../../../../hub/api/customers/quick-replies.ts';
import { showToast } from '../../../app/feedback/toasts.ts';
import { href, navigate, place } from '../../../app/routing/route.ts';
import '../../../components/empty.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import '../../../components/skeleton.ts';
import { api } from '../../../data/api.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { agoShort } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { Draft } from '../form/draft.ts';
import { loadFailed } from '../form/load-failed.ts';
import { noProblems, problemsOf, type Problems } from '../form/problems.ts';
import '../form/save-bar.ts';
import { quickReplyForm } from './quick-reply-form.ts';
import { quickReplyQuery, type QuickReplyValues } from './quick-reply-queries.ts';
import { removeQuickReply } from './remove-quick-reply.ts';

const empty: QuickReplyValues = { shortcut: '', title: '', text: '', language: null, departmentIds: [] };

/** One quick reply with its preview, or with `new` one to be; `?from=` begins with another's words. */
@customElement('hub-quick-reply-page')
export class HubQuickReplyPage extends HubElement {
  @property({ attribute: false }) quickReplyId = '';
  @state() private problems: Problems = noProblems;
  @state() private isSaving = false;
  readonly #reply = createQueryController(
    this,
    () => ({ ...quickReplyQuery(this.#readsId() ?? ''), enabled: this.#readsId() !== null }),
    queryClient,
  );
  readonly #draft = new Draft<QuickReplyValues>(this);

  protected override render() {
    return html`<a class="button plain small crumb" href=${href('/settings/quick-replies')}
        >${icon(ArrowLeft)} ${t('settings:quickReplies')}</a
      >
      ${this.#renderBody()}`;
  }

  #renderBody(): TemplateResult {
    if (this.#isNew() && !may('quick-reply.manage'))
      return html`<hub-empty drawing="locked" heading=${t('shell:mayNot')} text=${t('shell:mayNotHint')}></hub-empty>`;
    if (this.#readsId() === null) return this.#renderForm(null, empty);
    const { data, error } = this.#reply();
    if (data)
      return this.#isNew()
        ? this.#renderForm(null, { ...data, shortcut: `${data.shortcut.slice(0, 30)}-2` })
        : this.#renderForm(data, data);
    if (error instanceof ApiError && error.status < 500)
      return html`<hub-empty drawing="missing" heading=${t('team:quickReplyUnknown')} text=${t('team:quickReplyUnknownHint')}></hub-empty>`;
    return error ? loadFailed(error, () => this.#reply().refetch()) : html`<hub-skeleton shape="form" rows="5"></hub-skeleton>`;
  }

  #renderForm(reply: QuickReplyView | null, { shortcut, title, text, language, departmentIds }: QuickReplyValues): TemplateResult {
    this.#draft.take({ shortcut, title, text, language, departmentIds });
    const isDisabled = !may('quick-reply.manage');
    return html`<header class="section-head">
        <div>
          <h1>${reply ? reply.title : t('team:newQuickReply')}</h1>
          ${reply ? html`<p>${t('team:usedTimes', { count: reply.usedCount })}${reply.lastUsedAt ? ` · ${t('team:lastUsed')}: ${agoShort(reply.lastUsedAt)}` : ''}</p>` : nothing}
        </div>
        ${
          reply && !isDisabled
            ? html`<div class="row">
                <a class="button" href=${href(`/settings/quick-replies/new?from=${reply.id}`)}>${icon(CopyPlus)} ${t('team:duplicate')}</a>
                <button class="button" @click=${() => this.#remove(reply)}>${icon(Trash2)} ${t('common:delete')}</button>
              </div>`
            : nothing
        }
      </header>
      ${quickReplyForm({ draft: this.#draft, isDisabled, problems: this.problems })}
      ${
        isDisabled
          ? nothing
          : html`<hub-save-bar
              count=${this.#draft.count}
              create=${this.#isNew() ? t('team:createQuickReply') : ''}
              ?is-saving=${this.isSaving}
              failure=${this.problems.general}
              @hub-save=${this.#save}
              @hub-discard=${this.#discard}
            ></hub-save-bar>`
      }`;
  }

  #isNew(): boolean {
    return this.quickReplyId === 'new';
  }

  /** The quick reply to read: this one, or the one to begin with. */
  #readsId(): string | null {
    return this.#isNew() ? place.peek().query.get('from') : this.quickReplyId;
  }

  #discard = (): void => {
    this.problems = noProblems;
    this.#draft.discard();
  };

  async #remove(reply: QuickReplyView): Promise<void> {
    if (!(await removeQuickReply(reply))) return;
    this.#draft.discard();
    navigate('/settings/quick-replies', { replace: true });
  }

  #save = async (): Promise<void> => {
    this.isSaving = true;
    this.problems = noProblems;
    const withoutSlash = (shortcut: string): string => shortcut.trim().replace(/^\//, '');
    try {
      const { values, changes } = this.#draft;
      const saved = this.#isNew()
        ? await api.call(createQuickReply, { body: { ...values, shortcut: withoutSlash(values.shortcut) } })
        : await api.call(updateQuickReply, {
            params: { quickReplyId: this.quickReplyId },
            body: { ...changes, ...(changes.shortcut !== undefined && { shortcut: withoutSlash(changes.shortcut) }) },
          });
      queryClient.setQueryData(quickReplyQuery(saved.id).queryKey, saved);
      this.#draft.discard();
      void queryClient.invalidateQueries({ queryKey: ['quick-replies'] });
      showToast({ text: t('common:saved'), kind: 'good' });
      if (this.#isNew()) navigate(`/settings/quick-replies/${saved.id}`, { replace: true });
    } catch (error) {
      this.problems = problemsOf(
        error,
        { shortcut: t('team:shortcutRule'), title: t('common:required'), text: t('common:required') },
        { 'quick-reply.shortcut-taken': { field: 'shortcut', text: t('team:shortcutTaken') } },
      );
    } finally {
      this.isSaving = false;
    }
  };
}
