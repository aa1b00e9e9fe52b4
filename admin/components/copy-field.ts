import { Check, Copy } from 'lucide';
import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../words/words.ts';
import { HubElement } from './hub-element.ts';
import { icon } from './icon.ts';
import './copy-field.css';

/** A value to take along: a link, a secret, an address. Copies by a button, and says so. */
@customElement('hub-copy-field')
export class HubCopyField extends HubElement {
  @property() label = '';
  @property() value = '';
  /** The label is only read out. */
  @property({ type: Boolean }) compact = false;
  @state() private isCopied = false;

  protected override render() {
    return html`<div class="field">
      <span class="label ${this.compact ? 'sr-only' : ''}">${this.label}</span>
      <span class="copy-field">
        <code class="ellipsis" tabindex="0" title=${this.value}>${this.value}</code>
        <button type="button" class="button small" aria-label=${`${t('common:copy')}: ${this.label}`} @click=${this.#copy}>
          ${icon(this.isCopied ? Check : Copy, 14)} ${this.isCopied ? t('common:copied') : t('common:copy')}
        </button>
      </span>
      <span class="sr-only" role="status">${this.isCopied ? t('common:copied') : ''}</span>
    </div>`;
  }

  #copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(this.value);
    this.isCopied = true;
    setTimeout(() => {
      this.isCopied = false;
    }, 2000);
  };
}
