import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { confirmTwoFactor, endTwoFactor, renewRecoveryCodes, startTwoFactor } from '../../../../../hub/api/team/two-factor.ts';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import '../../../../components/copy-field.ts';
import { formField, textsOf } from '../../../../components/form-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { qr } from '../../../../components/qr.ts';
import { api } from '../../../../data/api.ts';
import { t } from '../../../../words/words.ts';
import type { TwoFactorTask } from './show-two-factor.ts';

/** Password, then the app's QR code and its first code, then the recovery codes, once. */
@customElement('hub-two-factor-dialog')
export class HubTwoFactorDialog extends HubElement {
  @property() task: TwoFactorTask = 'on';
  @state() private secret: { secret: string; otpauthUrl: string } | null = null;
  @state() private codes: readonly string[] | null = null;
  @state() private failure = '';
  @state() private isSending = false;

  protected override render() {
    const heading = { on: t('profile:twoFactorTurnOn'), codes: t('profile:newCodes'), off: t('profile:twoFactorTurnOff') }[this.task];
    return html`<wa-dialog label=${heading} open>${this.codes ? this.#renderCodes(this.codes) : this.#renderForm()}</wa-dialog>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('secret') && this.secret) this.renderRoot.querySelector<HTMLInputElement>('#two-factor-code')?.focus();
  }

  #renderForm(): TemplateResult {
    const needsPassword = this.task === 'off' || (this.task === 'on' && !this.secret);
    const needsCode = this.task !== 'on' || this.secret !== null;
    return html`<form class="stack" style="gap:14px" @submit=${this.#submit} novalidate>
      ${
        this.secret
          ? html`<p>${t('profile:scanWithApp')}</p>
              ${qr(this.secret.otpauthUrl, t('profile:twoFactorQr'))}
              <hub-copy-field label=${t('profile:secretByHand')} value=${this.secret.secret}></hub-copy-field>`
          : nothing
      }
      ${
        needsPassword
          ? formField({
              id: 'two-factor-password',
              name: 'currentPassword',
              label: t('profile:currentPassword'),
              type: 'password',
              autocomplete: 'current-password',
              isFocused: true,
              value: this.#typed('two-factor-password'),
            })
          : nothing
      }
      ${
        needsCode
          ? formField({
              id: 'two-factor-code',
              name: 'code',
              label: t('account:code'),
              autocomplete: 'one-time-code',
              hint: this.task === 'on' ? t('profile:codeFromApp') : t('account:codeHint'),
              isFocused: !needsPassword,
              value: this.#typed('two-factor-code'),
            })
          : nothing
      }
      ${this.failure ? html`<p class="callout bad" role="alert">${this.failure}</p>` : nothing}
      <div class="row">
        <span class="spacer"></span>
        <button type="button" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
        <button class="button primary" ?disabled=${this.isSending}>
          ${this.task === 'on' && !this.secret ? t('profile:next') : t('profile:confirm')}
        </button>
      </div>
    </form>`;
  }

  #renderCodes(codes: readonly string[]): TemplateResult {
    return html`<div class="stack" style="gap:12px">
      <p>${t('profile:codesLead')}</p>
      <pre class="codes" tabindex="0" aria-label=${t('profile:recoveryCodes')}>${codes.join('\n')}</pre>
      <div class="row">
        <button class="button" @click=${() => navigator.clipboard.writeText(codes.join('\n'))}>${t('common:copy')}</button>
        <a class="button" download="recovery-codes.txt" href=${`data:text/plain,${encodeURIComponent(codes.join('\n'))}`}
          >${t('profile:download')}</a
        >
        <span class="spacer"></span>
        <button class="button primary" @click=${() => this.dispatchEvent(new DialogDone())}>${t('profile:codesKept')}</button>
      </div>
    </div>`;
  }

  #typed(id: string): string {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.value ?? '';
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement) || this.isSending) return;
    const { currentPassword = '', code = '' } = textsOf(event.currentTarget);
    this.isSending = true;
    this.failure = '';
    try {
      if (this.task === 'off') {
        await api.call(endTwoFactor, { body: { currentPassword, code } });
        this.dispatchEvent(new DialogDone());
      } else if (this.task === 'codes') this.codes = (await api.call(renewRecoveryCodes, { body: { code } })).recoveryCodes;
      else if (this.secret) this.codes = (await api.call(confirmTwoFactor, { body: { code } })).recoveryCodes;
      else this.secret = await api.call(startTwoFactor, { body: { currentPassword } });
    } catch (error) {
      this.failure = wordsOf(error);
    } finally {
      this.isSending = false;
    }
  };
}
