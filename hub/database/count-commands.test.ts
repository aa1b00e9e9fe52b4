import mongoose from 'mongoose';
import { expect, test } from 'vitest';
import { useDatabase } from '../test/database.ts';
import { countCommands } from './count-commands.ts';
import { nextNumber } from './counters.ts';

useDatabase();

test('each command is counted by name and collection, pings are not, and nothing after the end', async () => {
  await nextNumber('conversation');

  const { result, commands } = await countCommands(mongoose.connection, async () => {
    await mongoose.connection.db?.admin().ping();
    await mongoose.connection.collection('things').insertOne({});
    return nextNumber('conversation');
  });
  await nextNumber('conversation');

  expect(result).toBe(2);
  expect(commands).toEqual(['insert things', 'findAndModify counters']);
});
