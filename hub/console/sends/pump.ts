import type { Logger } from 'pino';
import { SendRefused, type SendRefusal } from '../../../bots/console/console.ts';
import type { Send } from '../../../bots/console/desk-records.ts';
import { createBudgets } from './budgets.ts';
import {
  claimNext,
  dropChat,
  findDue,
  giveUpSend,
  postponeSend,
  presentSend,
  releaseClaims,
  settleSend,
  type ClaimedSend,
  type OutboxOwner,
} from './outbox.ts';

/** What a pump works with. */
export interface PumpParts {
  owner: OutboxOwner;
  now: () => Date;
  log: Logger;
  /** Carries a send out; throws SendRefused. */
  deliver(send: Send): Promise<{ calls: number }>;
  /** The chat is closed to the bot. */
  onGone(chatId: string, detail: string): Promise<void>;
  /** A send was given up. */
  onFailed(send: Send, detail: string): Promise<void>;
}

/** A running pump. */
export interface Pump {
  /** There may be something new. */
  ring(): void;
  /** Looks once; resolves when it has looked, not when all is sent. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

const giveUpMs = 24 * 3_600_000;
const longestNapMs = 60_000;
/** A ring of another process is made up for within this time. */
const sweepMs = 1500;

/**
 * Empties one bot's outbox: chats side by side, within a chat one send at a time, the most urgent first, as fast as Telegram lets it.
 * Nothing is lost with the process: a send leaves the outbox only after it was shown. One that was shown but not yet taken off when
 * the process died is delivered again; cards and relayed messages are then found by their links and not repeated, unless the process
 * died before the link was written: then colleagues see it twice, which beats not at all. Customers never do: what goes to them is
 * not sent from here.
 */
export function startPump(parts: PumpParts): Pump {
  const { owner, now, log } = parts;
  const budgets = createBudgets(now);
  const lanes = new Map<string, Promise<void>>();
  /** Chats for which something came while their lane was at work: it may have looked for the last time just before. */
  const comeAgain = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Number.POSITIVE_INFINITY;
  let looking: Promise<void> | null = null;
  let isRung = false;
  let isStopped = false;
  const ready = releaseClaims(owner).catch((error: unknown) =>
    log.warn({ err: error }, 'claims of a former process could not be released'),
  );
  ring();
  const sweeping = setInterval(() => void sweep(), sweepMs);
  sweeping.unref();

  return {
    ring,
    sweep,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      clearInterval(sweeping);
      await looking;
      await Promise.all(lanes.values());
    },
  };

  function ring(): void {
    void look();
  }

  async function sweep(): Promise<void> {
    await ready;
    await releaseClaims(owner, now()).catch((error: unknown) => log.warn({ err: error }, 'claims that ran out could not be released'));
    await look();
  }

  /** One look at a time; a ring during it makes another follow. */
  function look(): Promise<void> {
    isRung = true;
    looking ??= lookUntilQuiet().finally(() => {
      looking = null;
    });
    return looking;
  }

  async function lookUntilQuiet(): Promise<void> {
    await ready;
    while (isRung && !isStopped) {
      isRung = false;
      try {
        const { chatIds, nextAt } = await findDue(owner, now());
        for (const chatId of chatIds) enter(chatId);
        if (nextAt) wakeIn(nextAt.getTime() - now().getTime());
      } catch (error) {
        log.warn({ err: error }, "the console's outbox could not be read; trying again");
        wakeIn(1000);
      }
    }
  }

  function enter(chatId: string): void {
    if (isStopped) return;
    if (lanes.has(chatId)) {
      comeAgain.add(chatId);
      return;
    }
    const lane = work(chatId)
      .catch((error: unknown) => {
        log.warn({ err: error, chatId }, "a chat's sends stopped; trying again");
        wakeIn(1000);
      })
      .finally(() => {
        lanes.delete(chatId);
        if (comeAgain.delete(chatId)) enter(chatId);
      });
    lanes.set(chatId, lane);
  }

  async function work(chatId: string): Promise<void> {
    while (!isStopped) {
      const { waitMs, mostPriority } = budgets.room(chatId);
      if (waitMs > 0) return wakeIn(waitMs);
      const send = await claimNext(owner, chatId, mostPriority, now());
      if (!send) return; // What only the scarce budget holds back is found by the sweep.
      await carryOut(send);
    }
  }

  async function carryOut(claimed: ClaimedSend): Promise<void> {
    const send = presentSend(claimed);
    try {
      const { calls } = await parts.deliver(send);
      budgets.spend(send.chatId, calls);
      await settleSend(claimed);
    } catch (error) {
      // What was tried counts as a call too.
      budgets.spend(send.chatId, 1);
      const detail = error instanceof Error ? error.message : String(error);
      const refusal: SendRefusal = error instanceof SendRefused ? error.refusal : unexpected(error, claimed);
      await settleRefused(claimed, send, refusal, detail);
    }
  }

  function unexpected(error: unknown, { attempts, kind }: ClaimedSend): SendRefusal {
    log.error({ err: error, kind, attempts }, 'a send failed in an unforeseen way');
    return { outcome: 'retry', retryAfterMs: Math.min(60_000, 500 * 2 ** Math.min(attempts, 10)), isFlood: false };
  }

  async function settleRefused(claimed: ClaimedSend, send: Send, refusal: SendRefusal, detail: string): Promise<void> {
    const at = now();
    const isTooOld = at.getTime() - claimed.createdAt.getTime() > giveUpMs;
    if (refusal.outcome === 'retry' && !isTooOld) {
      if (refusal.isFlood) budgets.pause(send.chatId, refusal.retryAfterMs);
      // Others that failed at the same moment must not come back at the same moment; Telegram's own wait is kept to.
      const jitterMs = refusal.isFlood || refusal.retryAfterMs < 1000 ? 0 : Math.random() * 0.25 * refusal.retryAfterMs;
      await postponeSend(claimed, new Date(at.getTime() + refusal.retryAfterMs + jitterMs), detail);
      return wakeIn(refusal.retryAfterMs + jitterMs);
    }
    if (refusal.outcome === 'gone') {
      log.warn({ chatId: send.chatId, detail }, 'a chat is closed to the console bot');
      await dropChat(owner, send.chatId);
      return parts.onGone(send.chatId, detail);
    }
    log.error({ chatId: send.chatId, kind: send.kind, detail }, 'a send was given up');
    await giveUpSend(claimed, at, detail);
    await parts.onFailed(send, detail);
  }

  /** Looks again then, or earlier when something earlier is planned. */
  function wakeIn(ms: number): void {
    if (isStopped) return;
    const at = now().getTime() + Math.max(5, ms);
    if (at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(
      () => {
        timerAt = Number.POSITIVE_INFINITY;
        ring();
      },
      Math.min(longestNapMs, Math.max(5, ms)),
    );
    timer.unref();
  }
}
