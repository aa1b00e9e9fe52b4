import mongoose from 'mongoose';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { useDatabase } from '../../test/database.ts';
import { migrations } from './all.ts';
import { runMigrations, type Migration } from './run-migrations.ts';

useDatabase();

const run = () => ({ connection: mongoose.connection, log: pino({ level: 'silent' }), now: () => new Date() });

function migration(id: string, up: () => unknown): Migration {
  return { id, title: id, up: async () => void (await up()) };
}

test('migrations run in order, once', async () => {
  const ran: string[] = [];
  const list = ['0001-one', '0002-two'].map((id) => migration(id, () => ran.push(id)));

  expect(await runMigrations(run(), list)).toEqual(['0001-one', '0002-two']);
  expect(await runMigrations(run(), list)).toEqual([]);
  expect(await runMigrations(run(), [...list, migration('0003-three', () => ran.push('0003-three'))])).toEqual(['0003-three']);

  expect(ran).toEqual(['0001-one', '0002-two', '0003-three']);
});

test('a migration that fails is tried again by the next run, and those before it are not', async () => {
  const ran: string[] = [];
  let isBroken = true;
  const list = [
    migration('0001-one', () => ran.push('one')),
    migration('0002-two', () => {
      if (isBroken) throw new Error('half done');
      ran.push('two');
    }),
    migration('0003-three', () => ran.push('three')),
  ];
  await expect(runMigrations(run(), list)).rejects.toThrow('half done');
  expect(ran).toEqual(['one']);
  isBroken = false;

  await runMigrations(run(), list);

  expect(ran).toEqual(['one', 'two', 'three']);
});

test('of two hubs that start at once one migrates and the other finds it done', async () => {
  let times = 0;
  const list = [
    migration('0001-slow', async () => {
      times += 1;
      await mongoose.connection.collection('migrated').insertOne({});
    }),
  ];

  const done = await Promise.all([runMigrations(run(), list), runMigrations(run(), list)]);

  expect(times).toBe(1);
  expect(done.flat()).toEqual(['0001-slow']);
});

test('a list with a number missing is refused before anything runs', async () => {
  const ran: string[] = [];

  await expect(
    runMigrations(run(), [migration('0001-one', () => ran.push('one')), migration('0003-three', () => ran.push('three'))]),
  ).rejects.toThrow('0003-three');

  expect(ran).toEqual([]);
});

test('the list of the hub can be run', async () => {
  expect(await runMigrations(run(), migrations)).toHaveLength(migrations.length);
});
