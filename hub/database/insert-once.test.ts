import { model, Schema } from 'mongoose';
import { expect, test } from 'vitest';
import { useDatabase } from '../test/database.ts';
import { insertOnce } from './insert-once.ts';
import { naturalId } from './natural-id.ts';

const Thing = model(
  'InsertOnceThing',
  new Schema({ name: { type: String, required: true }, code: { type: String, required: true } }, { autoIndex: false }).index(
    { code: 1 },
    { unique: true },
  ),
);

useDatabase();

test('fifty creators of one key make one document, and all get it', async () => {
  const _id = naturalId('thing', '1');

  const results = await Promise.all(
    Array.from({ length: 50 }, (_, index) => insertOnce(Thing, { _id, name: `creator ${index}`, code: 'a' })),
  );

  expect(results.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(results.map(({ doc }) => doc.name)).size).toBe(1);
  expect(await Thing.countDocuments()).toBe(1);
});

test('the winner of a race for another unique field is found by the filter given', async () => {
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, index) => insertOnce(Thing, { name: `creator ${index}`, code: 'b' }, { code: 'b' })),
  );

  expect(results.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(results.map(({ doc }) => String(doc._id))).size).toBe(1);
});

test('another failure than a taken key is passed on', async () => {
  await expect(insertOnce(Thing, { code: 'c' })).rejects.toThrow('`name` is required');
});
