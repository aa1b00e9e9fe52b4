import type { IconNode } from 'lucide';
import { html, type TemplateResult } from 'lit';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';

const drawn = new Map<IconNode, string>();

/** One of Lucide's icons as inline SVG: `icon(Inbox)`. It is decoration: what it stands for is said in words beside it or as a label. */
export function icon(shapes: IconNode, size = 16): TemplateResult {
  return html`<svg
    width=${size}
    height=${size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${unsafeSVG(draw(shapes))}
  </svg>`;
}

/** The library's own shapes, so nothing foreign gets in as markup. */
function draw(shapes: IconNode): string {
  const known = drawn.get(shapes);
  if (known !== undefined) return known;
  const markup = shapes
    .map(
      ([tag, attributes]) =>
        `<${tag} ${Object.entries(attributes)
          .map(([name, value]) => `${name}="${String(value)}"`)
          .join(' ')}/>`,
    )
    .join('');
  drawn.set(shapes, markup);
  return markup;
}
