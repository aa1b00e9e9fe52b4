import { html, nothing, type TemplateResult } from 'lit';
import type { MessageTemplate } from '../../../../../bots/contract/template.ts';
import { filled } from './filled.ts';
import './template-preview.css';

/** The message as the customer would see it: what is filled in stands out, and more so what is still missing. */
export function templatePreview(
  { header, body, footer, buttons, blanks }: MessageTemplate,
  values: Record<string, string>,
): TemplateResult {
  const examples = Object.fromEntries(blanks.map(({ key, example }) => [key, example]));
  const part = (text: string | undefined, name: string) => {
    if (!text) return nothing;
    const stretches = filled(text, values, examples).map(({ text: words, state }) =>
      state === 'fixed' ? words : html`<mark class=${state}>${words}</mark>`,
    );
    return html`<p class=${name} dir="auto">${stretches}</p>`;
  };
  return html`<div class="template-preview">
    <div class="said">${part(header, 'header')}${part(body, 'body')}${part(footer, 'footer')}</div>
    ${buttons.length > 0 ? html`<div class="offers">${buttons.map((title) => html`<span>${title}</span>`)}</div>` : nothing}
  </div>`;
}
