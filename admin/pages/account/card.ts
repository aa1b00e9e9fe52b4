import { html, type TemplateResult } from 'lit';
import { icon } from '../../components/icon.ts';
import { MessagesSquare } from 'lucide';
import { language, setLanguage, t } from '../../words/words.ts';
import './card.css';

/** The frame of the pages before the login: the product's name, one card, the other language. */
export function accountCard(heading: string, lead: string | TemplateResult, content: TemplateResult): TemplateResult {
  return html`<main class="account">
    <p class="brand">${icon(MessagesSquare, 20)} Hubbub</p>
    <section class="card">
      <h1>${heading}</h1>
      ${lead ? html`<p class="quiet lead">${lead}</p>` : ''} ${content}
    </section>
    <button
      class="button plain small"
      lang=${language.value === 'en' ? 'ru' : 'en'}
      @click=${() => setLanguage(language.peek() === 'en' ? 'ru' : 'en')}
    >
      ${language.value === 'en' ? 'На русском' : 'In English'}
    </button>
  </main>`;
}

/** What went wrong with the whole form, read out at once. */
export function formAlert(text: string): TemplateResult {
  return html`<div role="alert" class="account-alert">${text ? html`<p class="callout bad">${text}</p>` : ''}</div>`;
}

/** A link that can't be used (any more), and what to do instead. */
export function badLink(text: string): TemplateResult {
  return accountCard(t('account:linkInvalid'), text, html`<a class="button primary" href="/admin/login">${t('account:toLogin')}</a>`);
}
