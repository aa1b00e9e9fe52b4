import { html, svg, type TemplateResult } from 'lit';
import { encode } from 'uqr';

/** A QR code, black on white in both themes since cameras want it so; `label` says where it leads. */
export function qr(text: string, label: string, size = 168): TemplateResult {
  const { data } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return html`<svg
    role="img"
    aria-label=${label}
    width=${size}
    height=${size}
    viewBox="0 0 ${data.length} ${data.length}"
    style="border-radius:8px"
  >
    ${svg`<rect width="100%" height="100%" fill="#fff"/><path d=${path} fill="#000"/>`}
  </svg>`;
}
