import { html, type TemplateResult } from 'lit';

/** One line of a menu. */
export interface MenuItem {
  words: string;
  act(): void;
  isDangerous?: boolean;
}

/** A menu that arrows walk through; `head` stands above its lines. */
export function menu(label: string, items: readonly MenuItem[], head: TemplateResult | '' = ''): TemplateResult {
  return html`<div class="menu" role="menu" aria-label=${label} @keydown=${walk}>
    ${head}
    ${items.map(
      ({ words, act, isDangerous }) =>
        html`<button type="button" role="menuitem" class=${isDangerous ? 'dangerous' : ''} @click=${act}>${words}</button>`,
    )}
  </div>`;
}

function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step === undefined || !(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}
