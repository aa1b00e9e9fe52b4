import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import mongoose from 'mongoose';
import type { Hub } from '../core/parts/hub.ts';
import { isDatabaseAway } from '../database/is-database-away.ts';

/** One recurring piece of work: safe to run twice, and quick when there is nothing to do. */
export interface Sweep {
  name: string;
  everySeconds: number;
  run: () => Promise<void>;
}

/** Timers and sweeps. Never one job per message. */
export interface Jobs {
  isRunning(): boolean;
  stop(): Promise<void>;
}

/** A hub that was killed holds the sweep's lock until then, and what it left behind waits for the sweep. */
const lockMs = 10_000;

/** Runs the sweeps by Agenda: over several hubs each runs once per interval, and one whose hub died or stands still is free again after ten seconds. */
export async function startJobs(hub: Pick<Hub, 'log'>, sweeps: readonly Sweep[]): Promise<Jobs> {
  const db = mongoose.connection.db;
  if (!db) throw new Error('jobs need a connected database');
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: db, collection: 'agendaJobs' }),
    processEvery: 1000,
    defaultLockLifetime: lockMs,
  });
  agenda.on('error', (error: unknown) => {
    hub.log.warn({ err: error }, 'the job queue could not reach the database');
  });
  // Of Agenda's two kinds of job the one that is awaited: seen whole, the linter takes it for the other.
  const awaited: { define(name: string, run: () => Promise<void>): void } = agenda;
  for (const { name, run } of sweeps) {
    awaited.define(name, async () => {
      try {
        await run();
      } catch (error) {
        const level = isDatabaseAway(error) ? 'warn' : 'error';
        hub.log[level]({ err: error, job: name }, 'a sweep failed; its next run tries again');
      }
    });
  }
  await agenda.start();
  for (const { name, everySeconds } of sweeps) await agenda.every(`${everySeconds} seconds`, name);
  let isRunning = true;
  return {
    isRunning: () => isRunning,
    async stop() {
      isRunning = false;
      await agenda.stop();
    },
  };
}
