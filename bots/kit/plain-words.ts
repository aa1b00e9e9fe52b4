import type { Location, TextFormat } from '../contract/content.ts';
import { parseMarkdown } from '../contract/rich-text.ts';

/** A text for a provider without marks: its words, with the address of a link behind them unless they are the address. */
export function plainWords({ text, format }: { text: string; format: TextFormat }): string {
  if (format === 'plain') return text;
  const rich = parseMarkdown(text);
  const links = rich.marks.filter(({ type, url }) => type === 'link' && url !== undefined).toSorted((a, b) => b.offset - a.offset);
  return links.reduce((spelled, { offset, length, url = '' }) => {
    const address = url.replace(/^(mailto|tel):/, '');
    const end = offset + length;
    return spelled.slice(offset, end).includes(address) ? spelled : `${spelled.slice(0, end)} (${address})${spelled.slice(end)}`;
  }, rich.text);
}

/** A place as words and a link to a map, for a provider that has no places. */
export function placeWords({ latitude, longitude, name, address, url }: Location): string {
  const map = url ?? `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return [name, address, map].filter((line) => line !== undefined && line !== '').join('\n');
}
