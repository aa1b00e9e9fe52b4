const long = 'x'.repeat(100_000);
const nul = String.fromCharCode(0);

function deep(levels: number): unknown {
  let built: unknown = 'end';
  for (let at = 0; at < levels; at += 1) built = at % 2 === 0 ? { a: built } : [built];
  return built;
}

/** Objects whose keys mean something to a database, to JavaScript or to nobody. */
const evilObjects: unknown[] = [
  '{"$ne":null}',
  '{"$gt":""}',
  '{"$where":"sleep(1000)"}',
  '{"$regex":".*"}',
  '{"$set":{"a":1}}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  '{"toString":1,"valueOf":1}',
  '{"toJSON":"x","then":"x"}',
  '{"length":100000000}',
  '{"_bsontype":"ObjectId","id":"000000000000"}',
  '{"type":"Buffer","data":[1,2,3]}',
  '{"a.b":1}',
  '{"":1}',
  '{"a\\u0000b":1}',
].map((text): unknown => JSON.parse(text));

/** Values that no honest browser sends. */
export const poisons: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  ' ',
  nul,
  `a${nul}b`,
  '\uD800',
  '\uFFFF\uFFFE',
  '\u202Egnp.exe',
  long,
  '\u{1F44D}'.repeat(5000),
  '000000000000000000000000',
  'zzzzzzzzzzzzzzzzzzzzzzzz',
  '6221cc98c86b9f5f8ab4743',
  '2026-02-31T00:00:00.000Z',
  '+275760-09-13T00:00:00.001Z',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  '__proto__',
  'constructor',
  '$where',
  '../../etc/passwd',
  '{{7*7}}',
  [],
  [null],
  [[]],
  ['a', 'b'],
  Array.from({ length: 5000 }, (_, at) => at),
  {},
  ...evilObjects,
  deep(10),
  deep(2000),
  Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`key-${at}`, at])),
];

/** Bodies as JSON made of a good one: each field in turn holds each poison, or has it within, or the whole is poison. */
export function poisonedBodies(good: Record<string, unknown>): string[] {
  const fields = Object.keys(good).flatMap((field) => [
    ...poisons.map((poison) => JSON.stringify({ ...good, [field]: poison })),
    ...within(good[field]).map((value) => JSON.stringify({ ...good, [field]: value })),
  ]);
  const more = ['$where', 'workspaceId', '_id', 'toString'].map((key) => JSON.stringify({ ...good, [key]: { $ne: null } }));
  const own = JSON.stringify(good).replace('{', '{"__proto__":{"isVerified":true},');
  return [...fields, ...poisons.map((poison) => JSON.stringify(poison)), ...more, own];
}

/** The poisons one level down: under the keys of an object, as its keys, or in a list. */
function within(value: unknown): unknown[] {
  if (Array.isArray(value)) return poisons.map((poison) => [poison]);
  if (typeof value !== 'object' || value === null) return [];
  const keys = ['__proto__', 'constructor', '$set', '$where', 'a.b', '', nul, `a${nul}b`, '\uD800', long];
  return [
    ...Object.keys(value).flatMap((key) => poisons.map((poison) => ({ ...value, [key]: poison }))),
    ...keys.map((key): unknown => JSON.parse(`{${JSON.stringify(key)}:1}`)),
    ...poisons.map((poison) => ({ any: poison })),
  ];
}
