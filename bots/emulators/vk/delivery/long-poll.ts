import { randomBytes } from 'node:crypto';
import type { VkEvent, VkGroup } from '../world/state.ts';

/** What a poll is answered with. */
export type PollAnswer = { ts: string; updates: VkEvent[] } | { failed: number; ts?: number };

/** Long polling of the communities. */
export interface LongPoll {
  /** Keeps an event for those who poll and wakes them. */
  push(group: VkGroup, event: VkEvent): void;
  /** Answers a poll: at once when there is something, else after `wait` seconds or when something comes. */
  poll(group: VkGroup, query: { key: string; ts: string; wait: number }, signal: AbortSignal): Promise<PollAnswer>;
  /** Makes the present key invalid: polls are answered with `failed: 2` until a new one is fetched. */
  expireKey(group: VkGroup): void;
  /** Forgets old events: who asks from before is told `failed: 1`. */
  forget(group: VkGroup): void;
  /** Answers the next polls with these, whatever they ask. */
  failNext(group: VkGroup, answers: PollAnswer[]): void;
  /** How many polls hang on this community now. */
  waiting(group: VkGroup): number;
}

/** The number of the next event: what a poll's `ts` says it has seen up to. */
export function currentTs(group: VkGroup): number {
  return group.longPoll.dropped + group.longPoll.history.length + 1;
}

/** Nobody polls yet. */
export function createLongPoll(changed: () => void): LongPoll {
  const wakers = new Map<number, Set<() => void>>();
  const scripted = new Map<number, PollAnswer[]>();
  const wakersOf = (group: VkGroup) => {
    const known = wakers.get(group.id) ?? new Set();
    wakers.set(group.id, known);
    return known;
  };
  const wake = (group: VkGroup) => {
    for (const one of wakersOf(group)) one();
  };

  return {
    push(group, event) {
      const { isEnabled, events, history } = group.longPoll;
      if (!isEnabled || !events.has(event.type)) return;
      history.push(event);
      wake(group);
    },
    async poll(group, query, signal) {
      const now = scripted.get(group.id)?.shift() ?? answerTo(group, query);
      if (now) return now;
      await new Promise<void>((resolve) => {
        const own = wakersOf(group);
        const end = () => {
          own.delete(end);
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          changed();
          resolve();
        };
        const timer = setTimeout(end, query.wait * 1000);
        own.add(end);
        signal.addEventListener('abort', end, { once: true });
        if (signal.aborted) end();
        changed();
      });
      return scripted.get(group.id)?.shift() ?? answerTo(group, query) ?? { ts: String(currentTs(group)), updates: [] };
    },
    expireKey(group) {
      group.longPoll.key = randomBytes(16).toString('hex');
      wake(group);
    },
    forget(group) {
      group.longPoll.dropped += group.longPoll.history.length;
      group.longPoll.history = [];
    },
    failNext(group, answers) {
      scripted.set(group.id, [...(scripted.get(group.id) ?? []), ...answers]);
      wake(group);
    },
    waiting: (group) => wakersOf(group).size,
  };
}

/** Null when there is nothing to say yet. */
function answerTo(group: VkGroup, { key, ts }: { key: string; ts: string }): PollAnswer | null {
  const { longPoll } = group;
  if (key !== longPoll.key) return { failed: 2 };
  const from = Number(ts);
  const next = currentTs(group);
  if (!Number.isInteger(from) || from < 1 || from > next) return { failed: 3 };
  if (from <= longPoll.dropped) return { failed: 1, ts: longPoll.dropped + 1 };
  if (from === next) return null;
  // At most a hundred at a time, as the real one.
  const updates = longPoll.history.slice(from - longPoll.dropped - 1).slice(0, 100);
  return { ts: String(from + updates.length), updates };
}
