import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { language as languages } from '../../../hub/api/fields.ts';
import { checkSetupLink, setUp } from '../../../hub/api/team/users.ts';
import { issuesOf, wordsOf } from '../../app/feedback/error-words.ts';
import { place } from '../../app/routing/route.ts';
import { formField, textsOf } from '../../components/form-field.ts';
import { HubElement } from '../../components/hub-element.ts';
import '../../components/skeleton.ts';
import { plainApi } from '../../data/api.ts';
import { language, setLanguage, t } from '../../words/words.ts';
import { accountCard, badLink, formAlert } from './card.ts';
import { fieldErrors } from './field-errors.ts';
import { linkWords } from './link-words.ts';
import './password-field.ts';

/** The first visit, by the link the hub printed: the owner, the workspace, its zone and language. */
@customElement('hub-setup-page')
export class HubSetupPage extends HubElement {
  @state() private link: 'checking' | 'good' | 'bad' = 'checking';
  @state() private reason = '';
  @state() private failure = '';
  @state() private errors: Record<string, string> = {};
  @state() private isSending = false;
  readonly #token = place.peek().query.get('token') ?? '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#check();
  }

  protected override render() {
    if (this.link === 'checking') return html`<hub-skeleton shape="form"></hub-skeleton>`;
    if (this.link === 'bad') return badLink(this.reason);
    const field = (name: string, label: string, rest: Partial<Parameters<typeof formField>[0]> = {}) =>
      formField({ id: `field-${name}`, name, label, isRequired: true, error: this.errors[name], value: this.#typed(name), ...rest });
    return accountCard(
      t('account:setUpHeading'),
      t('account:setUpLead'),
      html`<form @submit=${this.#submit} novalidate>
        ${formAlert(this.failure)}
        ${field('workspaceName', t('account:workspaceName'), { autocomplete: 'organization', isFocused: true, hint: t('account:workspaceHint') })}
        ${field('name', t('account:name'), { autocomplete: 'name', hint: t('account:nameHint') })}
        ${field('email', t('account:email'), { type: 'email', autocomplete: 'username' })}
        <hub-password-field
          label=${t('account:password')}
          autocomplete="new-password"
          hint=${t('account:passwordHint')}
          error=${this.errors['password'] ?? ''}
        ></hub-password-field>
        <div class="two">
          <div class="field">
            <label for="field-timeZone">${t('account:timeZone')}</label>
            <select id="field-timeZone" class="input" name="timeZone">
              ${zones().map((zone) => html`<option value=${zone} ?selected=${zone === ownZone}>${zone.replaceAll('_', ' ')}</option>`)}
            </select>
          </div>
          <div class="field">
            <label for="field-language">${t('account:language')}</label>
            <select id="field-language" class="input" name="language" @change=${this.#switchLanguage}>
              ${languages.options.map((code) => html`<option value=${code} ?selected=${code === language.value}>${code === 'en' ? 'English' : 'Русский'}</option>`)}
            </select>
          </div>
        </div>
        <button class="button primary wide" ?disabled=${this.isSending}>${t('account:setUpSubmit')}</button>
      </form>`,
    );
  }

  #typed(name: string): string {
    return this.renderRoot.querySelector<HTMLInputElement>(`#field-${name}`)?.value ?? '';
  }

  #switchLanguage = (event: Event): void => {
    if (event.currentTarget instanceof HTMLSelectElement) void setLanguage(languages.parse(event.currentTarget.value));
  };

  async #check(): Promise<void> {
    try {
      await plainApi.call(checkSetupLink, { params: { setupToken: this.#token } });
      this.link = 'good';
    } catch (error) {
      this.reason = linkWords(error, 'setup.link-invalid');
      this.link = 'bad';
    }
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement) || this.isSending) return;
    const { email = '', password = '', name = '', workspaceName = '', timeZone = 'UTC', language: code } = textsOf(event.currentTarget);
    this.isSending = true;
    this.failure = '';
    this.errors = {};
    try {
      await plainApi.call(setUp, {
        body: { token: this.#token, email, password, name, workspaceName, timeZone, language: languages.parse(code) },
      });
      location.assign('/admin/settings/channels');
    } catch (error) {
      this.errors = fieldErrors(issuesOf(error));
      this.failure = Object.keys(this.errors).length > 0 ? '' : wordsOf(error);
    } finally {
      this.isSending = false;
    }
  };
}

const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

function zones(): string[] {
  return [...new Set(['UTC', ownZone, ...Intl.supportedValuesOf('timeZone')])];
}
