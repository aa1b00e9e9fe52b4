import { Check, Copy } from 'lucide';
import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../words/words.ts';
import './code-block.css';
import { HubElement } from './hub-element.ts';
import { icon } from './icon.ts';

/** Some lines of code to take along, copied by a button that says so. */
@customElement('hub-code-block')
export class HubCodeBlock extends HubElement {
  /** What it is, read out. */
  @property() label = '';
  @property({ attribute: false }) code = '';
  @state() private isCopied = false;

  protected override render() {
    return html`<div class="code-block">
      <pre class="scroll" tabindex="0" role="region" aria-label=${this.label}><code translate="no">${this.code}</code></pre>
      <button type="button" class="button small" aria-label=${`${t('common:copy')}: ${this.label}`} @click=${this.#copy}>
        ${icon(this.isCopied ? Check : Copy, 14)} ${this.isCopied ? t('common:copied') : t('common:copy')}
      </button>
      <span class="sr-only" role="status">${this.isCopied ? t('common:copied') : ''}</span>
    </div>`;
  }

  #copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(this.code);
    this.isCopied = true;
    setTimeout(() => {
      this.isCopied = false;
    }, 2000);
  };
}
