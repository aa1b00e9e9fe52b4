import { SendRefused, type SendRefusal, type TelegramConsole } from '../console.ts';
import type { NewSend, Send } from '../desk-records.ts';
import { newId } from './memory-records.fixture.ts';

type Waiting = Send & { collapseKey?: string };

/** Gives one send at a time per chat to the console, by priority, as the hub's pump does. */
export interface MemoryPump {
  enqueue(sends: NewSend[]): void;
  connect(console: Pick<TelegramConsole, 'deliver'>): void;
  /** Resolves when nothing waits or runs. */
  idle(): Promise<void>;
  refusals: { send: Send; refusal: SendRefusal; detail: string }[];
  /** Sends that threw something else than SendRefused: always a bug. */
  faults: unknown[];
  stop(): void;
}

/** A pump over an array. */
export function createMemoryPump(now: () => Date): MemoryPump {
  let waiting: Waiting[] = [];
  const busy = new Set<string>();
  const pausedUntil = new Map<string, number>();
  const refusals: MemoryPump['refusals'] = [];
  const faults: unknown[] = [];
  let console: Pick<TelegramConsole, 'deliver'> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function add({ collapseKey, collapseDue = 'first', ...send }: NewSend): void {
    const old =
      collapseKey === undefined ? undefined : waiting.find((one) => one.chatId === send.chatId && one.collapseKey === collapseKey);
    if (old) Object.assign(old, send, collapseDue === 'first' && old.dueAt < send.dueAt ? { dueAt: old.dueAt } : {});
    else waiting.push({ ...send, id: newId(), attempts: 0, ...(collapseKey === undefined ? {} : { collapseKey }) });
  }

  function turn(): void {
    clearTimeout(timer);
    if (!console) return;
    const time = now().getTime();
    const due = waiting.filter((send) => send.dueAt.getTime() <= time && (pausedUntil.get(send.chatId) ?? 0) <= time);
    for (const send of due.toSorted((a, b) => a.priority - b.priority)) if (!busy.has(send.chatId)) void run(console, send);
    if (waiting.length > 0) timer = setTimeout(turn, 20);
  }

  async function run(target: Pick<TelegramConsole, 'deliver'>, send: Waiting): Promise<void> {
    busy.add(send.chatId);
    waiting = waiting.filter((one) => one !== send);
    try {
      await target.deliver(send);
    } catch (error) {
      if (error instanceof SendRefused) refuse(send, error);
      else faults.push(error);
    }
    busy.delete(send.chatId);
    turn();
  }

  function refuse(send: Waiting, { refusal, message }: SendRefused): void {
    refusals.push({ send, refusal, detail: message });
    if (refusal.outcome !== 'retry') return;
    const at = now().getTime() + refusal.retryAfterMs;
    if (refusal.isFlood) pausedUntil.set(send.chatId, at);
    waiting.push({ ...send, dueAt: new Date(at), attempts: send.attempts + (refusal.isFlood ? 0 : 1) });
  }

  return {
    enqueue(sends) {
      sends.forEach(add);
      turn();
    },
    connect(target) {
      console = target;
      turn();
    },
    async idle() {
      const isLater = (send: Waiting) => send.dueAt.getTime() > now().getTime() + 5000;
      while (busy.size > 0 || waiting.some((send) => !isLater(send))) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    refusals,
    faults,
    stop() {
      clearTimeout(timer);
      console = undefined;
    },
  };
}
