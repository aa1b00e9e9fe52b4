import { html, nothing, type TemplateResult } from 'lit';
import './avatar.css';

const hues = 8;

/**
 * A face, or the initials on a colour that stays the person's; they are drawn and not written, so that no button is named by them. A template,
 * not an element: lists have hundreds. `state` puts a dot on it.
 */
export function avatar(
  name: string,
  { url, size = 32, state }: { url?: string | null | undefined; size?: number; state?: 'available' | 'away' | 'off' | undefined } = {},
): TemplateResult {
  return html`<span class="avatar hue-${hueOf(name)}" style="--size:${size}px" aria-hidden="true">
    ${url ? html`<img src=${url} alt="" loading="lazy" width=${size} height=${size} @error=${hide} />` : nothing}<span
      data-initials=${initials(name)}
    ></span>
    ${state ? html`<i class="state ${state}"></i>` : nothing}
  </span>`;
}

/** A picture that can't be had leaves the initials behind it. */
function hide(event: Event): void {
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.hidden = true;
}

/** Two letters of a name in any script. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const [first = '', last = ''] = words.length > 1 ? [words[0], words.at(-1)] : [words[0] ?? name];
  return ([...first][0] ?? '?').toUpperCase() + ([...(last ?? '')][0] ?? '').toUpperCase();
}

function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % hues;
}
