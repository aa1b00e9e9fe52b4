import { setTimeout as wait } from 'node:timers/promises';
import type { ChannelLog } from '../../contract/channel.ts';
import type { MakeCall } from './calls.ts';

/** How far before the last sign of life messages are looked for, in milliseconds: clocks differ. */
const overlapMs = 10 * 60_000;
/** Milliseconds a look through all chats may take. */
const lookMs = 600_000;
/** Milliseconds until the next try: doubling from a second up to a minute. */
const mostMs = 60_000;

/** What a page did not tell of, because it was not open or was loading itself anew. */
export interface CatchingUp {
  /** The page is ready, perhaps once more: looks for what was written since the last sign of life, until a look succeeds. */
  ready(call: MakeCall): void;
  /** The page shows that it is connected. */
  seen(): void;
  /** False while something may have been written that was not looked for yet. */
  readonly isDone: boolean;
  stop(): void;
}

/** Starts catching up from `seenAt`, milliseconds since 1970; undefined at a first sign-in, which has nothing to catch up on. */
export function createCatchingUp(
  seenAt: number | undefined,
  { now, log, haste }: { now: () => Date; log: ChannelLog; haste: number },
): CatchingUp {
  let looking: AbortController | undefined;

  async function look(call: MakeCall, since: number, until: number, { signal }: AbortController): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        const { messages } = await call('recent', { since: since - overlapMs }, { repeatable: true, timeoutMs: lookMs, signal });
        if (signal.aborted) return;
        log.info({ messages }, 'looked for what was written while WhatsApp Web was away');
        seenAt = until;
        looking = undefined;
        return;
      } catch (error) {
        if (signal.aborted) return;
        log.warn({ reason: String(error) }, 'what was written while WhatsApp Web was away could not be looked for, trying again');
        await wait(Math.min(mostMs, 1000 * 2 ** failures) / haste, undefined, { signal }).catch(() => {});
      }
    }
  }

  return {
    ready(call) {
      looking?.abort();
      looking = undefined;
      const at = now().getTime();
      if (seenAt === undefined) {
        seenAt = at;
        return;
      }
      looking = new AbortController();
      void look(call, seenAt, at, looking);
    },
    seen() {
      if (!looking) seenAt = now().getTime();
    },
    get isDone() {
      return looking === undefined;
    },
    stop: () => looking?.abort(),
  };
}
