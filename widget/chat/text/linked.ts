import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isSafe, splitLinks } from './links.ts';

/** Plain words in which addresses are links. */
export function linked(text: string): TemplateResult {
  return html`${splitLinks(text).map(({ text: piece, url }) => (url ? link(url, piece) : piece))}`;
}

/** A link that opens beside the page and tells the other side nothing; words only where it may not lead anywhere. */
export function link(url: string, inner: unknown): unknown {
  return isSafe(url) ? html`<a href=${url} target="_blank" rel="noopener noreferrer nofollow">${inner}</a>` : (inner ?? nothing);
}
