import { sendPriority } from '../../../bots/console/desk-records.ts';

/** How much may go to one chat now. */
export interface Room {
  /** Milliseconds until anything may go; 0: now. */
  waitMs: number;
  /** Only sends of this priority or a more urgent (lower) one. */
  mostPriority: number;
}

/** What Telegram lets a bot send. */
export interface Budgets {
  room(chatId: string): Room;
  /** Counts calls that were made. */
  spend(chatId: string, calls: number): void;
  /** Nothing to this chat for so long: Telegram said so. */
  pause(chatId: string, ms: number): void;
}

interface Window {
  count: number;
  ms: number;
  /** Edits of cards and topics leave so much of the window to messages. */
  keptForMessages: number;
}

/** Telegram's FAQ for bots: 20 a minute to a group, edits and topic calls included; about one a second to a person, short bursts allowed; 30 a second in all. */
const group: Window = { count: 18, ms: 60_000, keptForMessages: 4 };
const person: Window = { count: 5, ms: 5000, keptForMessages: 2 };
const leastUrgent = Math.max(...Object.values(sendPriority));
const overall: Window = { count: 27, ms: 1000, keptForMessages: 0 };

/** Sliding windows over the calls of one bot, in memory: after a restart Telegram's own 429 teaches the rest. */
export function createBudgets(now: () => Date): Budgets {
  const spent = new Map<string, number[]>();
  const pausedUntil = new Map<string, number>();
  const everywhere = '*';

  function recent(key: string, { ms }: Window): number[] {
    const since = now().getTime() - ms;
    const times = (spent.get(key) ?? []).filter((time) => time > since);
    if (times.length === 0) spent.delete(key);
    else spent.set(key, times);
    return times;
  }

  /** When the window has room for one more again. */
  function waitOf(key: string, window: Window): number {
    const times = recent(key, window);
    if (times.length < window.count) return 0;
    const freeing = times[times.length - window.count] ?? 0;
    return Math.max(1, freeing + window.ms - now().getTime());
  }

  return {
    room(chatId) {
      const window = chatId.startsWith('-') ? group : person;
      const pauseMs = Math.max(0, (pausedUntil.get(chatId) ?? 0) - now().getTime());
      if (pauseMs === 0) pausedUntil.delete(chatId);
      const waitMs = Math.max(pauseMs, waitOf(chatId, window), waitOf(everywhere, overall));
      const isScarce = recent(chatId, window).length >= window.count - window.keptForMessages;
      return { waitMs, mostPriority: isScarce ? sendPriority.notice : leastUrgent };
    },

    spend(chatId, calls) {
      for (const key of [chatId, everywhere]) {
        const times = spent.get(key) ?? [];
        for (let call = 0; call < calls; call += 1) times.push(now().getTime());
        spent.set(key, times);
      }
    },

    pause(chatId, ms) {
      pausedUntil.set(chatId, Math.max(pausedUntil.get(chatId) ?? 0, now().getTime() + ms));
    },
  };
}
