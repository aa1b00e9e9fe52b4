import type { TemplateUse } from '../../contract/template.ts';

/** A blank of a template by its place there; `key` is what stands in our list of templates. */
export type BlankPlace =
  | { in: 'body' | 'header'; name: string }
  | { in: 'header'; media: 'image' | 'video' | 'document' }
  | { in: 'button'; index: string; name: string }
  | { in: 'button'; index: string; code: true };

/** The key of a blank: that of the body as WhatsApp counts or names it, others with their place before it, since each part counts from 1. */
export function blankKey(place: BlankPlace): string {
  if ('media' in place) return `header:${place.media}`;
  if ('code' in place) return `button.${place.index}:code`;
  if (place.in === 'button') return `button.${place.index}.${place.name}`;
  return place.in === 'header' ? `header.${place.name}` : place.name;
}

/** The place that a key names. */
export function placeOf(key: string): BlankPlace {
  const media = /^header:(image|video|document)$/.exec(key)?.[1];
  if (media === 'image' || media === 'video' || media === 'document') return { in: 'header', media };
  const header = /^header\.(.+)$/.exec(key)?.[1];
  if (header !== undefined) return { in: 'header', name: header };
  const [, index, code, name] = /^button\.(\d+)(?:(:code)|\.(.+))$/.exec(key) ?? [];
  if (index !== undefined && code !== undefined) return { in: 'button', index, code: true };
  if (index !== undefined && name !== undefined) return { in: 'button', index, name };
  return { in: 'body', name: key };
}

/** A template with its blanks filled, as the messages endpoint takes it. */
export function toTemplate({ name, language, values }: TemplateUse): object {
  const filled = Object.entries(values).map(([key, value]) => ({ place: placeOf(key), value }));
  const body = filled.filter(({ place }) => place.in === 'body');
  const header = filled.filter(({ place }) => place.in === 'header');
  const buttons = filled.filter(({ place }) => place.in === 'button');
  const components = [
    ...(header.length > 0 ? [{ type: 'header', parameters: inOrder(header) }] : []),
    ...(body.length > 0 ? [{ type: 'body', parameters: inOrder(body) }] : []),
    ...buttons.map(toButton),
  ];
  return { name, language: { code: language }, ...(components.length > 0 && { components }) };
}

interface Filled {
  place: BlankPlace;
  value: string;
}

/** Blanks that are counted go in their order, whatever the order of our values. */
function inOrder(filled: readonly Filled[]): object[] {
  const number = ({ place }: Filled) => ('name' in place ? Number(place.name) : Number.NaN);
  return filled.toSorted((a, b) => (number(a) || 0) - (number(b) || 0)).map(toParameter);
}

function toParameter({ place, value }: Filled): object {
  if ('media' in place) return { type: place.media, [place.media]: { link: value } };
  const name = 'name' in place && !/^\d+$/.test(place.name) ? { parameter_name: place.name } : {};
  return { type: 'text', ...name, text: value };
}

function toButton({ place, value }: Filled): object {
  const index = 'index' in place ? place.index : '0';
  return 'code' in place
    ? { type: 'button', sub_type: 'copy_code', index, parameters: [{ type: 'coupon_code', coupon_code: value }] }
    : { type: 'button', sub_type: 'url', index, parameters: [{ type: 'text', text: value }] };
}
