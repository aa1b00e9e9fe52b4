/** Values that nobody expects, in the order in which they are used. */
const strange: unknown[] = [
  null,
  undefined,
  true,
  -1,
  1e308,
  Number.NaN,
  '',
  '\uD800',
  '\u0000',
  '9'.repeat(400),
  'x'.repeat(200_000),
  [],
  {},
  [[[]]],
  { $gt: '' },
  { __proto__: null, constructor: 7 },
  nested(2000),
];

/** The kinds whose bodies are spoilt in turn. */
const kinds = [
  ...['text', 'link', 'media', 'media_share', 'clip', 'felix_share', 'reel_share', 'story_share', 'raven_media', 'visual_media'],
  ...[
    'voice_media',
    'animated_media',
    'like',
    'placeholder',
    'profile',
    'location',
    'video_call_event',
    'xma_link',
    'product_share',
    'hashtag',
  ],
];

/** So many elements made from a good one, always the same: a field gone or strange, in the item, around it, or in the body of a kind. */
export function poisonSigns(count: number, good: { item: Record<string, unknown> } & Record<string, unknown>): unknown[] {
  return Array.from({ length: count }, (_, nth) => spoil(nth, good));
}

function spoil(nth: number, good: { item: Record<string, unknown> } & Record<string, unknown>): unknown {
  const value = strange[nth % strange.length];
  const fields = Object.keys(good.item);
  const field = fields[nth % fields.length] ?? '';
  const kind = kinds[nth % kinds.length] ?? '';
  const whole = Object.keys(good)[nth % Object.keys(good).length] ?? '';
  const spoilt: unknown[] = [
    { ...good, item: { ...good.item, [field]: value } },
    { ...good, item: Object.fromEntries(Object.entries(good.item).filter(([name]) => name !== field)) },
    { ...good, item: { ...good.item, item_type: kind, [kind]: value } },
    {
      ...good,
      item: { ...good.item, item_type: kind, [kind]: { media: value, video: value, clip: value, images: value, lat: value, text: value } },
    },
    { ...good, [whole]: value },
    { ...good, item: { ...good.item, replied_to_message: value, reactions: value, client_context: value } },
    value,
  ];
  return spoilt[nth % spoilt.length];
}

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) value = { media: value };
  return value;
}
