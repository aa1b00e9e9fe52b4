import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ApiError } from '../../../../hub/api/client.ts';
import { createContact } from '../../../../hub/api/customers/contacts.ts';
import { issuesOf, wordsOf } from '../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../app/feedback/show-dialog.ts';
import { formField, textsOf } from '../../../components/form-field.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { api } from '../../../data/api.ts';
import { queryClient } from '../../../data/query-client.ts';
import { t } from '../../../words/words.ts';
import { problemOfEmail, problemOfPhone } from '../field-problems.ts';

type Field = 'name' | 'email' | 'phone' | 'externalUserId';

/** The dialog of `showNewContact`. */
@customElement('hub-new-contact-dialog')
export class HubNewContactDialog extends HubElement {
  @state() private wrong: Partial<Record<Field, string>> = {};
  @state() private failure: unknown = null;
  @state() private isSaving = false;

  protected override render() {
    return html`<wa-dialog label=${t('contacts:newContact')} open>
      <form id="new-contact" class="stack" novalidate @submit=${this.#save}>
        ${formField({ id: 'new-name', label: t('contacts:field.name'), name: 'name', isRequired: true, isFocused: true, autocomplete: 'off', error: this.wrong.name })}
        ${formField({ id: 'new-email', label: t('contacts:field.emails'), name: 'email', type: 'email', autocomplete: 'off', error: this.wrong.email })}
        ${formField({ id: 'new-phone', label: t('contacts:field.phones'), name: 'phone', type: 'tel', autocomplete: 'off', error: this.wrong.phone })}
        ${formField({
          id: 'new-external',
          label: t('contacts:field.externalUserId'),
          name: 'externalUserId',
          autocomplete: 'off',
          hint: t('contacts:externalHint'),
          error: this.wrong.externalUserId,
        })}
        ${this.failure ? html`<p class="error" role="alert">${wordsOf(this.failure)}</p>` : nothing}
      </form>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button slot="footer" class="button primary" type="submit" form="new-contact" ?disabled=${this.isSaving}>
        ${t('contacts:create')}
      </button>
    </wa-dialog>`;
  }

  #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const { name = '', email = '', phone = '', externalUserId = '' } = textsOf(event.currentTarget);
    this.wrong = {
      ...(!name.trim() && { name: t('common:required') }),
      ...(email.trim() && problemOfEmail(email) && { email: problemOfEmail(email) }),
      ...(phone.trim() && problemOfPhone(phone) && { phone: problemOfPhone(phone) }),
    };
    if (Object.keys(this.wrong).length > 0) {
      await this.updateComplete;
      this.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    this.isSaving = true;
    this.failure = null;
    try {
      const contact = await api.call(createContact, {
        body: {
          name,
          ...(email.trim() && { emails: [email] }),
          ...(phone.trim() && { phones: [phone] }),
          ...(externalUserId.trim() && { externalUserId }),
        },
      });
      void queryClient.invalidateQueries({ queryKey: ['contacts', 'count'] });
      this.dispatchEvent(new DialogDone(contact.id));
    } catch (error) {
      this.#tell(error);
    } finally {
      this.isSaving = false;
    }
  };

  #tell(error: unknown): void {
    if (error instanceof ApiError && error.code === 'contact.external-user-id-taken') this.wrong = { externalUserId: wordsOf(error) };
    else if (issuesOf(error).some(({ path }) => path.startsWith('emails'))) this.wrong = { email: t('contacts:wrongEmail') };
    else this.failure = error;
  }
}
