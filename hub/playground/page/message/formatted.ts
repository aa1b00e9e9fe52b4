import { html, type TemplateResult } from 'lit';
import type { Entity } from '../world/schema.ts';

/** What a tap on a part of a text does. */
export interface TextTaps {
  onCommand(command: string): void;
  onLink(url: string): void;
}

/** A text with its formatting, as nodes: nothing in it is ever read as HTML. */
export function formatted(text: string, entities: readonly Entity[], taps: TextTaps): (TemplateResult | string)[] {
  const edges = new Set([0, text.length]);
  for (const { offset, length } of entities) edges.add(offset).add(offset + length);
  const cuts = [...edges].filter((edge) => edge <= text.length).sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] ?? text.length;
    const part = text.slice(from, to);
    const covering = entities.filter(({ offset, length }) => offset <= from && offset + length >= to);
    // The widest is the outermost.
    return covering
      .sort((a, b) => a.length - b.length)
      .reduce<TemplateResult | string>((inner, entity) => wrap(inner, entity, wholeOf(text, entity), taps), part);
  });
}

const wholeOf = (text: string, { offset, length }: Entity): string => text.slice(offset, offset + length);

function wrap(inner: TemplateResult | string, entity: Entity, whole: string, taps: TextTaps): TemplateResult | string {
  switch (entity.type) {
    case 'bold':
      return html`<b>${inner}</b>`;
    case 'italic':
      return html`<i>${inner}</i>`;
    case 'underline':
      return html`<u>${inner}</u>`;
    case 'strikethrough':
      return html`<s>${inner}</s>`;
    case 'code':
      return html`<code>${inner}</code>`;
    case 'pre':
      return html`<span class="pre">${inner}</span>`;
    case 'blockquote':
    case 'expandable_blockquote':
      return html`<span class="blockquote">${inner}</span>`;
    case 'spoiler':
      return html`<span class="spoiler" tabindex="0">${inner}</span>`;
    case 'bot_command':
      return html`<button type="button" class="text-link" @click=${() => taps.onCommand(whole)}>${inner}</button>`;
    case 'text_link':
      return link(inner, entity.url ?? '', taps);
    case 'url':
      return link(inner, /^[a-z]+:/i.test(whole) ? whole : `https://${whole}`, taps);
    case 'mention':
    case 'text_mention':
    case 'hashtag':
    case 'email':
    case 'phone_number':
      return html`<span class="mark">${inner}</span>`;
    default:
      return inner;
  }
}

function link(inner: TemplateResult | string, url: string, taps: TextTaps): TemplateResult | string {
  // A customer can write any address: only what a browser may open is made a link.
  if (!/^(https?|tg):/i.test(url)) return inner;
  const onClick = (event: Event): void => {
    event.preventDefault();
    taps.onLink(url);
  };
  return html`<a href=${url} target="_blank" rel="noopener noreferrer" @click=${onClick}>${inner}</a>`;
}
