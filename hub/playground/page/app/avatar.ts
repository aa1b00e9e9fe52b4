import { html, type TemplateResult } from 'lit';

/** A round with the initials of a name, in a colour of the id's own. */
export function avatar(name: string, id: number): TemplateResult {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('');
  return html`<span class="avatar" style="--hue: ${(id * 67) % 360}" aria-hidden="true">${initials}</span>`;
}
