import { tooManyRequests } from './api-error.ts';
import type { Clock } from '../clock.ts';

/** How much a bot may send before 429. */
export interface Limits {
  /** Messages, edits and topic calls per group and minute, all topics together. */
  groupPerMinute: number;
  /** Messages per second in a private chat, after a burst. */
  privatePerSecond: number;
  privateBurst: number;
  /** Messages per second over all chats of a bot. */
  overallPerSecond: number;
}

/** What Telegram's own questions-and-answers page for bots names; the burst is our guess, Telegram says "short bursts". */
export const realLimits: Limits = { groupPerMinute: 20, privatePerSecond: 1, privateBurst: 5, overallPerSecond: 30 };

/** Counts calls against the limits. */
export interface Budgets {
  limits: Limits | 'off';
  /** Counts a call of `cost` messages, or refuses it with 429 and the seconds to wait. */
  spend(botId: number, chatId: number, cost: number): void;
}

const counted =
  /^(send(?!ChatAction)|edit|copy|forward|createForumTopic|closeForumTopic|reopenForumTopic|deleteForumTopic|pinChatMessage)/i;

/** Whether calls of this method count as messages. */
export const isCounted = (method: string): boolean => counted.test(method);

/** Budgets over the emulator's clock; `off` lets everything pass. */
export function createBudgets(clock: Clock, limits: Limits | 'off'): Budgets {
  const spent = new Map<string, number[]>();
  const waitFor = (key: string, count: number, cost: number, windowMs: number): number => {
    const now = clock.now();
    const times = (spent.get(key) ?? []).filter((time) => time > now - windowMs);
    spent.set(key, times);
    if (times.length + cost <= count || times.length === 0) return 0;
    const blocking = times[Math.min(times.length - 1, times.length + cost - count - 1)] ?? now;
    return blocking + windowMs - now;
  };
  const record = (key: string, cost: number): void => {
    const times = spent.get(key) ?? [];
    for (let each = 0; each < cost; each++) times.push(clock.now());
    spent.set(key, times);
  };
  return {
    limits,
    spend(botId, chatId, cost) {
      const now = this.limits;
      if (now === 'off') return;
      const chatKey = `${botId}:${chatId}`;
      const chatWait =
        chatId < 0
          ? waitFor(chatKey, now.groupPerMinute, cost, 60_000)
          : waitFor(chatKey, now.privateBurst, cost, (now.privateBurst / now.privatePerSecond) * 1000);
      const wait = Math.max(chatWait, waitFor(String(botId), now.overallPerSecond, cost, 1000));
      if (wait > 0) throw tooManyRequests(Math.max(1, Math.ceil(wait / 1000)));
      record(chatKey, cost);
      record(String(botId), cost);
    },
  };
}
