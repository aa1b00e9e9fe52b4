import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Permission } from '../../../../hub/api/permissions.ts';
import { createAccessToken } from '../../../../hub/api/team/access-tokens.ts';
import { DialogDone } from '../../../app/feedback/show-dialog.ts';
import '../../../components/copy-field.ts';
import { formField } from '../../../components/form-field.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { api } from '../../../data/api.ts';
import { fullTime } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { selectField } from '../form/fields.ts';
import { noProblems, problemsOf, type Problems } from '../form/problems.ts';
import { scopeField } from './scope-field.ts';

const dayMs = 86_400_000;

/** Days until it ends; the empty one never does. */
const lifetimes = ['30', '90', '365', ''] as const;

/** The dialog of `showNewToken`: name, rights and end, then the token. */
@customElement('hub-new-token-dialog')
export class HubNewTokenDialog extends HubElement {
  @state() private name = '';
  @state() private scopes: readonly Permission[] = [];
  @state() private days = '90';
  @state() private made: { token: string; expiresAt: string | null } | null = null;
  @state() private problems: Problems = noProblems;
  @state() private isSending = false;

  protected override render() {
    return html`<wa-dialog label=${this.made ? t('team:tokenReady') : t('team:newToken')} open style="--width:600px">
      ${this.made ? this.#renderMade(this.made) : this.#renderForm()}
    </wa-dialog>`;
  }

  #renderForm(): TemplateResult {
    return html`<form id="new-token" class="form-parts" novalidate @submit=${this.#create}>
        ${formField({
          id: 'token-name',
          name: 'name',
          label: t('team:name'),
          hint: t('team:tokenNameHint'),
          value: this.name,
          error: this.problems.fields['name'],
          autocomplete: 'off',
          isRequired: true,
          isFocused: true,
          onInput: (value) => {
            this.name = value;
          },
        })}
        ${selectField({
          id: 'token-days',
          label: t('team:expires'),
          value: this.days,
          hint: this.days === '' ? t('team:tokenForever') : t('team:tokenUntil', { time: fullTime(this.#expiresAt() ?? '') }),
          options: Object.fromEntries(
            lifetimes.map((days) => [days, days === '' ? t('team:never') : t('team:inDays', { count: Number(days) })]),
          ),
          onChange: (days) => {
            this.days = days;
          },
        })}
        ${scopeField({
          value: this.scopes,
          error: this.problems.fields['scopes'],
          onChange: (scopes) => {
            this.scopes = scopes;
          },
        })}
        ${this.problems.general ? html`<p class="callout bad" role="alert">${this.problems.general}</p>` : nothing}
      </form>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button slot="footer" class="button primary" type="submit" form="new-token" ?disabled=${this.isSending}>
        ${t('team:createToken')}
      </button>`;
  }

  #renderMade({ token, expiresAt }: { token: string; expiresAt: string | null }): TemplateResult {
    return html`<div class="form-parts">
        <p class="callout warn">${t('team:tokenOnce')}</p>
        <hub-copy-field label=${t('team:token')} value=${token}></hub-copy-field>
        <p class="hint">${expiresAt ? t('team:tokenUntil', { time: fullTime(expiresAt) }) : t('team:tokenForever')}</p>
      </div>
      <button slot="footer" class="button primary" @click=${() => this.dispatchEvent(new DialogDone())}>${t('team:tokenKept')}</button>`;
  }

  #expiresAt(): string | null {
    return this.days === '' ? null : new Date(Date.now() + Number(this.days) * dayMs).toISOString();
  }

  #create = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    this.problems = noProblems;
    try {
      this.made = await api.call(createAccessToken, { body: { name: this.name, scopes: [...this.scopes], expiresAt: this.#expiresAt() } });
    } catch (error) {
      this.problems = problemsOf(error, { name: t('common:required'), scopes: t('team:scopesNeeded') });
    } finally {
      this.isSending = false;
    }
  };
}
