import { poisons } from '../widget/poison.fixture.ts';

/** Something a provider would never send, and in a word what is wrong with it. */
export interface Poisoned<What> {
  name: string;
  what: What;
}

/** Where something lies within a value. */
type Path = readonly (string | number)[];

/**
 * Copies of a payload with one thing in each that is not as it should be: every place is hit in turn, by every poison in turn, and now and then it is
 * taken away. The same for the same sample, whenever it runs.
 */
export function poisonedCopies(sample: object, count: number): Poisoned<unknown>[] {
  const paths = pathsIn(sample);
  return Array.from({ length: count }, (_, at) => {
    const path = paths[at % paths.length] ?? [];
    const isMissing = at % 5 === 4;
    const turn = Math.floor(at / paths.length) * 7 + at * 3;
    const poison = poisons[turn % poisons.length];
    const name = `${path.join('.')} ${isMissing ? 'missing' : `is poison ${turn % poisons.length}`}`;
    return { name, what: replaced(sample, path, isMissing ? undefined : poison) };
  });
}

/** Bodies that are no payload at all: cut short, no text, too deep, too large, of the wrong kind. */
export function poisonedBodies(sample: object): Poisoned<Buffer>[] {
  const text = JSON.stringify(sample);
  const written: [string, string | Buffer][] = [
    ['nothing', ''],
    ['blanks', ' \n\t'],
    ['null', 'null'],
    ['a number', '7'],
    ['a text', '"text"'],
    ['an empty list', '[]'],
    ['an empty object', '{}'],
    ['a list of lists', '[[],[[]]]'],
    ['cut short', text.slice(0, -2)],
    ['cut at the start', text.slice(5)],
    ['twice', text + text],
    ['behind a byte order mark', Buffer.from(`\uFEFF${text}`)],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from(text.slice(0, 20)), Buffer.from([0xff, 0xfe, 0xc0, 0x80]), Buffer.from(text.slice(20))]),
    ],
    ['bytes that are no UTF-8 within a text', Buffer.from(text.replace('"text":"', '"text":"\u00FF'), 'latin1')],
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['zeros', Buffer.alloc(1000)],
    ['deep lists', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['deep objects', '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)],
    ['a deep value in a payload', text.replace(/}$/, `,"entry":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)],
    ['a huge number', text.replace(/\d{6,}/, '9'.repeat(100_000))],
    ['a million entries', `{"object":"instagram","entry":[${Array.from({ length: 50_000 }, () => '{}').join(',')}]}`],
    ['a megabyte of text', JSON.stringify({ ...sample, more: 'x'.repeat(1_000_000) })],
    ['keys of prototypes', '{"__proto__":{"object":"instagram"},"constructor":{"prototype":{}},"entry":[]}'],
    ['a form', 'object=instagram&entry=%5B%5D'],
    ['a page', '<!doctype html><p>Bad Gateway</p>'],
  ];
  return written.map(([name, what]) => ({ name, what: Buffer.from(what) }));
}

function pathsIn(value: unknown, at: Path = []): Path[] {
  const own = at.length > 0 ? [at] : [];
  if (typeof value !== 'object' || value === null) return own;
  const below = Array.isArray(value)
    ? value.flatMap((item: unknown, place) => pathsIn(item, [...at, place]))
    : Object.entries(value).flatMap(([name, item]: [string, unknown]) => pathsIn(item, [...at, name]));
  return [...own, ...below];
}

function replaced(value: unknown, [first, ...rest]: Path, by: unknown): unknown {
  if (first === undefined) return by;
  if (Array.isArray(value)) return value.map((item: unknown, place) => (place === first ? replaced(item, rest, by) : item));
  const fields = Object.entries(value ?? {}).map(([name, item]: [string, unknown]) => [
    name,
    name === first ? replaced(item, rest, by) : item,
  ]);
  return Object.fromEntries(fields);
}
