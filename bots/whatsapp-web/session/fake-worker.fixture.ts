import type { Call, FromWorker, WorkerOptions } from '../worker/protocol.ts';
import type { StartWorker } from './worker-process.ts';

/** A worker without a browser: what it would tell is said by the test. */
export interface FakeWorker {
  options: WorkerOptions;
  calls: Call[];
  tell(message: FromWorker): void;
  /** Signs in and gets ready. */
  getReady(): void;
  /** Goes as if it had crashed. */
  die(): void;
  isGone: boolean;
}

/** Workers in the order they were started; `answer` gives the result of a call, or nothing for none. */
export function fakeWorkers(answer: (call: Call) => unknown = answerAll) {
  const workers: FakeWorker[] = [];
  const start: StartWorker = (options, _home, hear) => {
    let leave = () => {};
    const gone = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const worker: FakeWorker = {
      options,
      calls: [],
      tell: hear,
      isGone: false,
      getReady() {
        hear({ type: 'authenticated' });
        hear({ type: 'ready', account: { id: '4915500000001@c.us', name: 'Corner Shop' } });
      },
      die() {
        worker.isGone = true;
        leave();
      },
    };
    workers.push(worker);
    return {
      gone,
      kill: () => worker.die(),
      send(message) {
        if (message.type !== 'call' || worker.isGone) return;
        worker.calls.push(message);
        const result = answer(message);
        if (result !== undefined) queueMicrotask(() => hear({ type: 'answer', id: message.id, result }));
        if (message.name === 'end') queueMicrotask(() => worker.die());
      },
    };
  };
  return { start, workers };
}

/** What a page that is well would answer. */
export function answerAll({ name }: Call): unknown {
  const results: Record<string, unknown> = { state: 'CONNECTED', recent: { messages: 0 }, send: { id: '3EB0AA', ack: 1 } };
  return results[name] ?? null;
}
