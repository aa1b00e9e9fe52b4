import { Eye, EyeOff } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formField } from '../../components/form-field.ts';
import { HubElement } from '../../components/hub-element.ts';
import { icon } from '../../components/icon.ts';
import { t } from '../../words/words.ts';

/** A password's field: it can be shown, and says when Caps Lock is on. */
@customElement('hub-password-field')
export class HubPasswordField extends HubElement {
  @property() label = '';
  @property() name = 'password';
  @property() autocomplete: 'current-password' | 'new-password' = 'current-password';
  @property() hint = '';
  @property() error = '';
  @state() private isShown = false;
  @state() private isCapsOn = false;

  protected override render() {
    return html`<div class="password" @keyup=${this.#lookAtCaps} @keydown=${this.#lookAtCaps}>
      ${formField({
        id: `field-${this.name}`,
        label: this.label,
        name: this.name,
        type: this.isShown ? 'text' : 'password',
        autocomplete: this.autocomplete,
        isRequired: true,
        value: this.#typed(),
        error: this.error,
        ...(this.hint && { hint: this.hint }),
      })}
      <button
        type="button"
        class="icon-button"
        aria-pressed=${this.isShown}
        aria-label=${t('account:showPassword')}
        title=${t('account:showPassword')}
        @click=${() => {
          this.isShown = !this.isShown;
        }}
      >
        ${icon(this.isShown ? EyeOff : Eye)}
      </button>
      ${this.isCapsOn ? html`<span class="hint" role="status">${t('account:capsLock')}</span>` : nothing}
    </div>`;
  }

  /** What stands in the field stays there when it is drawn anew. */
  #typed(): string {
    return this.renderRoot.querySelector('input')?.value ?? '';
  }

  #lookAtCaps = (event: KeyboardEvent): void => {
    this.isCapsOn = event.getModifierState('CapsLock');
  };
}
