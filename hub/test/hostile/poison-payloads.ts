/** Values that no provider sends where another was expected. Made anew each time: some are large. */
const oddValues: (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 1e308,
  () => Number.MAX_SAFE_INTEGER,
  () => 0.1,
  () => '',
  () => ' ',
  () => '\u0000',
  () => '\ud800',
  () => 'x'.repeat(40_000),
  () => '💥'.repeat(1000),
  () => '__proto__',
  () => '{"$gt":""}',
  () => [],
  () => ({}),
  () => [[[]]],
  () => Array.from({ length: 3000 }, (_, nth) => nth),
  () => Object.fromEntries(Array.from({ length: 3000 }, (_, nth) => [`key ${nth}`, nth])),
  () => ({ $where: '1', 'a.b': 1, constructor: 1 }),
  () => nested(500),
  () => 'NaN',
];

function nested(depth: number): unknown {
  let inner: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) inner = level % 2 === 0 ? [inner] : { inner };
  return inner;
}

/** The same sequence each time: what fails once must fail again. */
function createDice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** Payloads made from good ones by one to three changes each: a field that is gone, has another type, is huge or deep, or is one too many. */
export function poisonPayloads(samples: readonly object[], count: number, seed = 7): unknown[] {
  const roll = createDice(seed);
  return Array.from({ length: count }, (_, nth) => {
    const payload: unknown = structuredClone(samples[nth % samples.length]);
    for (let change = roll(3); change >= 0; change -= 1) poison(payload, roll);
    return payload;
  });
}

function poison(payload: unknown, roll: (below: number) => number): void {
  const places = placesIn(payload, 0);
  const place = places[roll(places.length)];
  if (!place) return;
  const { holder, key } = place;
  const make = oddValues[roll(oddValues.length)];
  switch (roll(4)) {
    case 0:
      Reflect.deleteProperty(holder, key);
      return;
    case 1:
      Reflect.set(holder, `${key}_unknown`, make?.());
      return;
    default:
      Reflect.set(holder, key, make?.());
  }
}

/** Every field of every object and list in a payload; not too deep, since it may have been made deep already. */
function placesIn(value: unknown, depth: number): { holder: object; key: string }[] {
  if (typeof value !== 'object' || value === null || depth > 12) return [];
  return Object.entries(value)
    .slice(0, 60)
    .flatMap(([key, inner]: [string, unknown]) => [{ holder: value, key }, ...placesIn(inner, depth + 1)]);
}

/** Bodies that are no JSON, or not quite, or far too deep (in place of `word`, a text in it), made from one that is. */
export function brokenBodies(good: string, word: string): Buffer[] {
  const bytes = Buffer.from(good);
  const middle = Math.floor(bytes.length / 2);
  return [
    Buffer.alloc(0),
    Buffer.from(' '),
    Buffer.from('null'),
    Buffer.from('"text"'),
    Buffer.from('[1,2'),
    bytes.subarray(0, middle),
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    Buffer.concat([bytes.subarray(0, middle), Buffer.from([0xff, 0xfe, 0xc0, 0x80]), bytes.subarray(middle)]),
    Buffer.concat([bytes, bytes]),
    ...[2000, 20_000, 200_000].flatMap((depth) => [
      Buffer.from(good.replace(JSON.stringify(word), `${'['.repeat(depth)}${']'.repeat(depth)}`)),
      Buffer.from(`${'['.repeat(depth)}${']'.repeat(depth)}`),
      Buffer.from(good.replace(JSON.stringify(word), `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)),
    ]),
    Buffer.from(good.replace('{', '{"__proto__":{"polluted":1},')),
    Buffer.from(bytes.toString('utf16le')),
  ];
}
