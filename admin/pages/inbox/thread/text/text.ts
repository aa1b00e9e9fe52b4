import { html, nothing, type TemplateResult } from 'lit';
import type { TextFormat } from '../../../../../bots/contract/content.ts';
import { readBlocks, type Block, type Span } from './blocks.ts';
import { splitHits } from './highlight.ts';
import { splitLinks } from './links.ts';
import './text.css';

type Drawn = TemplateResult | string | typeof nothing;

const read = new Map<string, Block[]>();
/** Texts on screen are drawn again and again; so many of them stay read. */
const mostRead = 500;

/** A message's text: its closed Markdown subset, or plain words with their line breaks; addresses lead there, and what is searched for is marked. */
export function renderText({ text, format }: { text: string; format: TextFormat }, typed = ''): TemplateResult {
  if (format === 'plain') return html`<span class="words ${isOnlyEmoji(text) ? 'only-emoji' : ''}">${renderWords(text, typed)}</span>`;
  return html`<span class="words">${blocksOf(text).map((block) => renderBlock(block, typed))}</span>`;
}

/** The words of a text on one line, for quotes and reading aloud. */
export function oneLine(text: string, most = 160): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

function blocksOf(text: string): Block[] {
  const known = read.get(text);
  if (known) return known;
  const blocks = readBlocks(text);
  if (read.size >= mostRead) read.clear();
  read.set(text, blocks);
  return blocks;
}

function renderBlock(block: Block, typed: string): TemplateResult {
  switch (block.type) {
    case 'lines':
      return html`<span class="lines">${block.lines.map((line, at) => [at > 0 ? '\n' : nothing, renderLine(line, typed)])}</span>`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${renderLine(item, typed)}</li>`);
      return block.start === null
        ? html`<ul>
            ${items}
          </ul>`
        : html`<ol start=${block.start}>
            ${items}
          </ol>`;
    }
    case 'pre':
      return html`<pre tabindex="0">${block.text}</pre>`;
    case 'quote':
      return html`<blockquote>${block.blocks.map((each) => renderBlock(each, typed))}</blockquote>`;
  }
}

function renderLine(spans: readonly Span[], typed: string): Drawn[] {
  return spans.map((span) => renderSpan(span, typed));
}

function renderSpan({ text, url, code, bold, italic, strike }: Span, typed: string): Drawn {
  if (code) return html`<code>${renderHits(text, typed)}</code>`;
  let drawn: Drawn | Drawn[] = url === undefined ? renderWords(text, typed) : renderLink(url, text, typed);
  if (strike) drawn = html`<s>${drawn}</s>`;
  if (italic) drawn = html`<em>${drawn}</em>`;
  return bold ? html`<strong>${drawn}</strong>` : html`${drawn}`;
}

function renderWords(text: string, typed: string): Drawn[] {
  return splitLinks(text).flatMap((piece): Drawn | Drawn[] =>
    piece.url === undefined ? renderHits(piece.text, typed) : renderLink(piece.url, piece.text, typed),
  );
}

function renderLink(url: string, words: string, typed: string): TemplateResult {
  return html`<a href=${url} target="_blank" rel="noopener noreferrer">${renderHits(words, typed)}</a>`;
}

function renderHits(text: string, typed: string): Drawn[] {
  return typed === '' ? [text] : splitHits(text, typed).map((piece) => (piece.isHit ? html`<mark>${piece.text}</mark>` : piece.text));
}

function isOnlyEmoji(text: string): boolean {
  return (
    text.length <= 24 && /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*\s*){1,3}$/u.test(text)
  );
}
