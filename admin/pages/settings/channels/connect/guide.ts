import { html, nothing, type TemplateResult } from 'lit';
import { guideOf } from './guides.ts';

/** The steps at the provider, numbered, or nothing where none are known. */
export function guide(provider: string): TemplateResult | typeof nothing {
  const steps = guideOf(provider);
  if (steps.length === 0) return nothing;
  return html`<ol class="provider-guide">
    ${steps.map(
      ({ text, link }) =>
        html`<li>${link ? html`<a href=${link.url} target="_blank" rel="noopener noreferrer">${link.words}</a>: ` : nothing}${text}</li>`,
    )}
  </ol>`;
}
