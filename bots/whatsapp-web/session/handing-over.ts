import { setTimeout as wait } from 'node:timers/promises';
import type { ChannelLog, DeliverPayload } from '../../contract/channel.ts';

/** Events on their way to the hub: in order, each until it is stored. */
export interface HandingOver {
  push(events: unknown[]): void;
  /** Resolves once nothing waits, or nothing will be handed over any more. */
  settled(): Promise<void>;
  /** True when everything so far is stored. */
  readonly isEmpty: boolean;
}

/** Events that go in one piece, at most. */
const maxBatch = 50;

/** WhatsApp hands nothing out twice, so what could not be stored is kept and tried again until the signal aborts. */
export function startHandingOver(deliver: DeliverPayload, signal: AbortSignal, log: ChannelLog): HandingOver {
  const waiting: unknown[] = [];
  let going: Promise<void> | undefined;

  const go = async () => {
    let failures = 0;
    while (waiting.length > 0 && !signal.aborted) {
      const events = waiting.slice(0, maxBatch);
      try {
        await deliver({ events });
        waiting.splice(0, events.length);
        failures = 0;
      } catch (error) {
        failures += 1;
        log.warn({ reason: String(error), events: events.length }, 'what came from WhatsApp Web could not be stored, trying again');
        await wait(Math.min(10_000, 250 * 2 ** failures), undefined, { signal }).catch(() => {});
      }
    }
    going = undefined;
  };
  return {
    push(events) {
      waiting.push(...events);
      going ??= go();
    },
    settled: async () => going,
    get isEmpty() {
      return waiting.length === 0;
    },
  };
}
