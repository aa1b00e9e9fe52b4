import { html, type TemplateResult } from 'lit/html.js';

/** Somebody's face, or the first letter of their name. Decoration: the name stands beside it. */
export function face({ name, avatarUrl }: { name: string; avatarUrl: string | null }): TemplateResult {
  return html`<span class="face" aria-hidden="true"
    >${avatarUrl ? html`<img src=${avatarUrl} alt="" />` : [...name][0]?.toUpperCase()}</span
  >`;
}
