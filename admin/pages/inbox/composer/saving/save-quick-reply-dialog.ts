import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { createQuickReply } from '../../../../../hub/api/customers/quick-replies.ts';
import { ApiError } from '../../../../../hub/api/client.ts';
import { issuesOf, wordsOf } from '../../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import { formField, textsOf } from '../../../../components/form-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { t } from '../../../../words/words.ts';

/** The dialog of `showSaveQuickReply`. */
@customElement('hub-save-quick-reply-dialog')
export class HubSaveQuickReplyDialog extends HubElement {
  @property() text = '';
  @state() private failure: unknown = null;
  @state() private isSaving = false;

  protected override render() {
    return html`<wa-dialog label=${t('composer:saveQuickReply')} open>
      <form id="save-quick-reply" class="stack" @submit=${this.#save}>
        ${formField({
          id: 'quick-reply-shortcut',
          name: 'shortcut',
          label: t('composer:shortcut'),
          hint: t('composer:shortcutHint'),
          error: this.#errorOf('shortcut'),
          autocomplete: 'off',
          isRequired: true,
          isFocused: true,
        })}
        ${formField({
          id: 'quick-reply-title',
          name: 'title',
          label: t('composer:quickReplyTitle'),
          error: this.#errorOf('title'),
          autocomplete: 'off',
          isRequired: true,
        })}
        <div class="field">
          <label for="quick-reply-text">${t('composer:quickReplyText')}</label>
          <textarea id="quick-reply-text" class="input" name="text" rows="5" required .value=${this.text}></textarea>
          <span class="hint">${t('composer:quickReplyTextHint', { one: '{{contact.firstName}}', two: '{{agent.name}}' })}</span>
          ${this.#errorOf('text') ? html`<span class="error">${this.#errorOf('text')}</span>` : nothing}
        </div>
        ${this.#isElsewhere() ? html`<p class="error" role="alert">${wordsOf(this.failure)}</p>` : nothing}
      </form>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button slot="footer" class="button primary" type="submit" form="save-quick-reply" ?disabled=${this.isSaving}>
        ${t('common:save')}
      </button>
    </wa-dialog>`;
  }

  #errorOf(name: string): string | undefined {
    if (this.failure instanceof ApiError && this.failure.code === 'quick-reply.shortcut-taken') {
      return name === 'shortcut' ? t('composer:shortcutTaken') : undefined;
    }
    const isWrong = issuesOf(this.failure).some(({ path }) => path === name);
    if (!isWrong) return undefined;
    return name === 'shortcut' ? t('composer:shortcutInvalid') : t('common:required');
  }

  #isElsewhere(): boolean {
    return this.failure !== null && !['shortcut', 'title', 'text'].some((name) => this.#errorOf(name));
  }

  #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const { shortcut = '', title = '', text = '' } = textsOf(event.currentTarget);
    this.isSaving = true;
    try {
      await api.call(createQuickReply, { body: { shortcut: shortcut.replace(/^\//, ''), title, text } });
      void queryClient.invalidateQueries({ queryKey: ['quick-replies'] });
      this.dispatchEvent(new DialogDone(true));
    } catch (error) {
      this.failure = error;
    } finally {
      this.isSaving = false;
    }
  };
}
