import { setTimeout as wait } from 'node:timers/promises';
import { GrammyError } from 'grammy';
import type { Logger } from 'pino';
import type { TelegramConsole } from '../../bots/console/console.ts';
import { holdLease, type KeptLease } from '../database/lease.ts';
import { systemActor } from '../core/actor.ts';
import { raiseAlert } from '../domain/console/alerts.ts';
import { announceSettings } from '../domain/workspace/announce-settings.ts';
import { Console, type ConsoleRecord } from '../domain/console/model.ts';
import type { DeskHub } from './desk/tools.ts';
import type { Pump } from './sends/pump.ts';

/** What the bot's work is done with. */
interface WorkingParts {
  hub: DeskHub;
  log: Logger;
  record: ConsoleRecord;
  bot: TelegramConsole;
  holder: string;
  openPump(): Pump;
  /** Shows what was opened while no console ran. */
  catchUp(): Promise<void>;
}

/** A bot that works, or waits for its turn. */
export interface Working {
  stop(): Promise<void>;
}

const turnMs = 1000;
const refusedMs = 60_000;
const longestWaitMs = 30_000;

/** Runs the bot (its outbox, and its updates in polling mode) while this process has the console's lease; tries again after every failure. */
export function startWorking({ hub, log, record, bot, holder, openPump, catchUp }: WorkingParts): Working {
  const stopped = new AbortController();
  const done = run();

  return {
    async stop() {
      stopped.abort();
      await done;
    },
  };

  async function run(): Promise<void> {
    const name = `console:${record._id.toHexString()}:${record.botId}`;
    while (!stopped.signal.aborted) {
      try {
        const lease = await holdLease(name, { holder, ttlMs: hub.config.LEASE_SECONDS * 1000, now: hub.now });
        if (lease) await workUnder(lease);
      } catch (error) {
        log.warn({ err: error }, 'the console stopped; it starts again soon');
      }
      await nap(turnMs, stopped.signal);
    }
  }

  async function workUnder(lease: KeptLease): Promise<void> {
    const signal = AbortSignal.any([stopped.signal, lease.signal]);
    try {
      if (!(await setUp(signal))) return;
      const pump = openPump();
      try {
        await catchUp();
        if (record.delivery === 'polling') await poll(signal);
        else await untilAborted(signal);
      } finally {
        await pump.stop();
      }
    } finally {
      await lease.release().catch((error: unknown) => log.warn({ err: error }, 'a lease could not be given back; it runs out'));
    }
  }

  /** False when it was stopped before Telegram let it in. */
  async function setUp(signal: AbortSignal): Promise<boolean> {
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        const { botInfo, warnings } = await bot.setUp();
        await setHealth(warnings.length > 0 ? { state: 'warning', reason: warnings.join('\n') } : { state: 'ok' });
        log.info({ username: botInfo.username, delivery: record.delivery }, 'the console is at work');
        return true;
      } catch (error) {
        await tellRefusal(error);
        log.warn({ err: error }, 'the console could not be set up at Telegram; trying again');
        await nap(isRefusedToken(error) ? refusedMs : Math.min(longestWaitMs, 500 * 2 ** failures), signal);
      }
    }
    return false;
  }

  async function poll(signal: AbortSignal): Promise<void> {
    try {
      await bot.start(signal);
    } catch (error) {
      await tellRefusal(error);
      throw error;
    }
  }

  async function tellRefusal(error: unknown): Promise<void> {
    const reason = error instanceof GrammyError ? error.description : 'Telegram could not be reached';
    if (!isRefusedToken(error)) return setHealth({ state: 'connecting', reason });
    await setHealth({ state: 'failed', reason });
    await raiseAlert(hub, record.workspaceId, { kind: 'token-refused', detail: reason });
  }

  async function setHealth(health: { state: ConsoleRecord['health']['state']; reason?: string }): Promise<void> {
    await Console.updateOne({ _id: record._id, version: record.version }, { $set: { health: { ...health, at: hub.now() } } });
    await announceSettings(hub, systemActor(record.workspaceId), 'console');
  }
}

/** 401: the token was revoked; 404: Telegram's answer to a token that never was. */
function isRefusedToken(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);
}

async function nap(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal, ref: false }).catch(() => undefined);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
