import type { Update } from 'grammy/types';
import type { Fact } from '../api/facts.ts';
import { systemActor } from '../core/actor.ts';
import { isHubError } from '../core/error.ts';
import { toObjectId } from '../core/ids.ts';
import { createHolderName } from '../database/lease.ts';
import { connectConsole } from '../domain/console/connect.ts';
import { Console, consoleIdOf, type ConsoleRecord } from '../domain/console/model.ts';
import { tokenPlace } from '../domain/console/secrets.ts';
import { findFirstWorkspace } from '../domain/workspace/get-workspace.ts';
import type { DeskHub } from './desk/tools.ts';
import { startRunner, type Runner } from './runner.ts';
import { loadConsoleTexts } from './texts.ts';

/** The consoles of this process. */
export interface Consoles {
  /** Turns a fact into stored sends of its workspace's console; nothing happens where there is none. */
  announce(fact: Fact): Promise<void>;
  /** What an incoming webhook needs; null for an unknown console. */
  findWebhook(consoleId: string): { secret: string; handleUpdate(update: Update): Promise<void> } | null;
  /** Looks into every outbox once: the guarantee behind rings that got lost. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

const lookAgainMs = 5000;

/** Runs the console of every workspace that has one, and takes up changes: at once when told, within seconds when another process made them. */
export function startConsoles(hub: DeskHub): Consoles {
  const texts = loadConsoleTexts();
  const holder = createHolderName();
  const runners = new Map<string, Runner>();
  let isStopped = false;
  let hasSaidSo = false;
  let looking: Promise<void> = Promise.resolve();

  const lookSoon = (): Promise<void> => {
    looking = looking.then(look);
    return looking;
  };
  const timer = setInterval(() => void lookSoon(), lookAgainMs);
  const unanswer = hub.wake.answer('console', () => void lookSoon());
  const first = lookSoon();

  return {
    async announce(fact) {
      await first;
      const runner = runners.get(consoleIdOfWire(fact.workspaceId));
      await runner?.announce(fact);
    },

    findWebhook(consoleId) {
      const runner = runners.get(consoleId);
      return runner ? { secret: runner.webhookSecret, handleUpdate: (update) => runner.handleUpdate(update) } : null;
    },

    async sweep() {
      await Promise.all([...runners.values()].map((runner) => runner.sweep()));
    },

    async stop() {
      isStopped = true;
      clearInterval(timer);
      unanswer();
      await looking;
      await Promise.all([...runners.values()].map((runner) => runner.stop()));
    },
  };

  async function look(): Promise<void> {
    if (isStopped) return;
    try {
      await fillFromEnvironment(hub);
      const records = await Console.find().lean<ConsoleRecord[]>();
      const wanted = new Set(records.map((record) => record._id.toHexString()));
      const gone = [...runners.keys()].filter((id) => !wanted.has(id));
      const changed = records.filter((record) => runners.get(record._id.toHexString())?.version !== record.version);
      await Promise.all([...gone.map(end), ...changed.map(replace)]);
      if (records.length === 0 && !hasSaidSo)
        hub.log.info(
          'no workspace has a console: conversations are answered in the web admin until a Telegram bot is connected for the team',
        );
      hasSaidSo = true;
    } catch (error) {
      hub.log.warn({ err: error }, 'consoles could not be looked up; trying again');
    }
  }

  /** The new one turns facts into sends from now on, and works as soon as the former one has given the lease back. */
  async function replace(record: ConsoleRecord): Promise<void> {
    const id = record._id.toHexString();
    const former = runners.get(id);
    try {
      runners.set(id, startRunner(hub, record, texts, holder));
    } catch (error) {
      hub.log.error({ err: error, console: id }, 'a console could not be started');
      runners.delete(id);
    }
    await former?.stop();
  }

  async function end(id: string): Promise<void> {
    const runner = runners.get(id);
    runners.delete(id);
    await runner?.stop();
  }
}

function consoleIdOfWire(workspaceId: string): string {
  return consoleIdOf(toObjectId(workspaceId)).toHexString();
}

/** HUB_CONSOLE_TOKEN fills the first workspace's console, unless an admin connected one by hand. */
async function fillFromEnvironment(hub: DeskHub): Promise<void> {
  const botToken = hub.config.HUB_CONSOLE_TOKEN;
  const workspace = botToken === undefined ? null : await findFirstWorkspace();
  if (botToken === undefined || !workspace) return;
  const current = await Console.findById(consoleIdOf(workspace._id)).lean<ConsoleRecord | null>();
  if (current && (!current.isFromEnvironment || hub.secrets.open(current.sealedToken, tokenPlace(workspace._id)) === botToken)) return;
  try {
    await connectConsole(hub, systemActor(workspace._id), { botToken, delivery: 'polling', isFromEnvironment: true });
  } catch (error) {
    if (!isHubError(error, 'console.refused')) throw error;
    hub.log.error({ details: error.details }, 'HUB_CONSOLE_TOKEN was not taken');
  }
}
