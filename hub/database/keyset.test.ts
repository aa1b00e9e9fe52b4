import mongoose, { model, Schema, Types } from 'mongoose';
import { expect, test } from 'vitest';
import { useDatabase } from '../test/database.ts';
import { countCommands } from './count-commands.ts';
import { InvalidCursor, pageBy, type PageRequest } from './keyset.ts';

const rowSchema = new Schema(
  { box: { type: String, required: true }, at: { type: Date, required: true }, rank: { type: Number, required: true } },
  { autoIndex: false },
);
rowSchema.index({ box: 1, at: -1, _id: -1 });
const Row = model('KeysetRow', rowSchema);

useDatabase();

const newestFirst: PageRequest<unknown>['sort'] = [
  { field: 'at', direction: -1, type: 'date' },
  { field: '_id', direction: -1, type: 'id' },
];

async function fill(count: number, box = 'inbox'): Promise<void> {
  // Five rows for each instant, so that pages of any size break amid equal values.
  await Row.insertMany(
    Array.from({ length: count }, (_, index) => ({ box, at: new Date(1_750_000_000_000 + Math.floor(index / 5) * 1000), rank: index % 3 })),
  );
}

async function readAll(sort: PageRequest<unknown>['sort'], limit: number, between?: () => Promise<unknown>): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await pageBy(Row, { filter: { box: 'inbox' }, sort, cursor, limit });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    ids.push(...page.items.map(({ _id }) => String(_id)));
    cursor = page.nextCursor ?? undefined;
    await between?.();
  } while (cursor);
  return ids;
}

test.each([1, 2, 3, 7, 40, 41, 200])('pages of %i give each of 40 rows with equal times once, in order', async (limit) => {
  await fill(40);
  await fill(5, 'other');

  const ids = await readAll(newestFirst, limit);

  const whole = await Row.find({ box: 'inbox' }).sort({ at: -1, _id: -1 }).lean();
  expect(ids).toEqual(whole.map(({ _id }) => String(_id)));
});

test('three fields in mixed directions page alike', async () => {
  await fill(40);

  const ids = await readAll([{ field: 'rank', direction: 1, type: 'number' }, ...newestFirst], 3);

  const whole = await Row.find({ box: 'inbox' }).sort({ rank: 1, at: -1, _id: -1 }).lean();
  expect(ids).toEqual(whole.map(({ _id }) => String(_id)));
});

test('rows that come in at the top while somebody pages shift nothing', async () => {
  await fill(20);
  const before = (await Row.find().sort({ at: -1, _id: -1 }).lean()).map(({ _id }) => String(_id));

  const ids = await readAll(newestFirst, 4, () => Row.create({ box: 'inbox', at: new Date(), rank: 0 }));

  expect(ids).toEqual(before);
});

test('rows without a value are on no page, and who has one is on exactly one', async () => {
  await fill(30);
  await Row.collection.insertMany(
    [null, undefined].flatMap((at) => [1, 2, 3].map((rank) => ({ box: 'inbox', rank, ...(at === null && { at }) }))),
  );

  for (const direction of [1, -1] as const) {
    const sort: PageRequest<unknown>['sort'] = [
      { field: 'at', direction, type: 'date' },
      { field: '_id', direction, type: 'id' },
    ];
    const whole = await Row.find({ at: { $type: 'date' } })
      .sort({ at: direction, _id: direction })
      .lean();
    expect(await readAll(sort, 4)).toEqual(whole.map(({ _id }) => String(_id)));
  }
});

test('a page far down is one database call and holds what was selected', async () => {
  await fill(40);
  const request = { filter: { box: 'inbox' }, sort: newestFirst, limit: 7, select: ['rank'] };
  const { nextCursor } = await pageBy(Row, request);

  const { commands, result } = await countCommands(mongoose.connection, () => pageBy(Row, { ...request, cursor: nextCursor ?? '' }));

  expect(commands).toHaveLength(1);
  expect(Object.keys(result.items[0] ?? {}).sort()).toEqual(['_id', 'at', 'rank']);
});

test('the end of a list that fills its last page has no cursor', async () => {
  await fill(10);

  expect((await pageBy(Row, { filter: {}, sort: newestFirst, limit: 10 })).nextCursor).toBeNull();
  expect((await pageBy(Row, { filter: {}, sort: newestFirst, limit: 9 })).nextCursor).not.toBeNull();
});

test('no page has more than 200 items', async () => {
  await fill(205);

  expect((await pageBy(Row, { filter: {}, sort: newestFirst, limit: 100_000 })).items).toHaveLength(200);
});

test.each([
  ['no base64', '%%%'],
  ['no JSON', Buffer.from('hello').toString('base64url')],
  ['another number of fields', Buffer.from('[1]').toString('base64url')],
  ['an operator for a value', Buffer.from(JSON.stringify([{ $gt: '' }, new Types.ObjectId().toHexString()])).toString('base64url')],
  ['a time out of range', Buffer.from(JSON.stringify([9e15, new Types.ObjectId().toHexString()])).toString('base64url')],
])('a cursor with %s is refused', async (_, cursor) => {
  await expect(pageBy(Row, { filter: {}, sort: newestFirst, cursor })).rejects.toThrow(InvalidCursor);
});
