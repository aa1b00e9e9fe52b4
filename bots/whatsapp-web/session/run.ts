import type { ChannelLog } from '../../contract/channel.ts';
import { sayWhy, type ToldReason } from '../../contract/reason.ts';
import type { FromWorker, WorkerOptions } from '../worker/protocol.ts';
import { createCalls, type MakeCall } from './calls.ts';
import { readEnding, type Ending } from './endings.ts';
import type { Timing } from './timing.ts';
import type { StartWorker, Worker } from './worker-process.ts';

/** What a run tells while it lasts. */
interface RunListener {
  /** A code to scan, or one to type on the phone. */
  code(kind: 'qr' | 'typed', value: string): void;
  /** Let in; chats are still loading. */
  letIn(): void;
  ready(account: { id: string; name?: string | undefined }, call: MakeCall): void;
  /** WhatsApp Web's own word for how it is connected. */
  state(state: string): void;
  events(events: unknown[]): void;
}

/** What a run needs. */
interface RunParts {
  start: StartWorker;
  options: WorkerOptions;
  /** The folder the worker may write into. */
  home: string;
  timing: Timing;
  log: ChannelLog;
  listener: RunListener;
}

/** Looks that may fail in a row, and how often it may be out of reach in a row, until the run is given up. */
const maxMisses = 3;
const maxOffline = 10;

/** Milliseconds a browser gets to end in good order. */
const endMs = 10_000;

/**
 * One life of a worker: from its start until it ends, is ended, or shows no sign of life where one is due. Never rejects; when it resolves, the
 * process and its browser are gone.
 */
export async function runWorker({ start, options, home, timing, log, listener }: RunParts, signal: AbortSignal): Promise<Ending> {
  let finish: (ending: Ending) => void = () => {};
  const ended = new Promise<Ending>((resolve) => {
    finish = resolve;
  });
  const broken = (why: ToldReason) => finish({ kind: 'broken', why });
  const dog = createWatchdog(broken);
  const worker = start(options, home, hear, log);
  const calls = createCalls(worker);
  const heart = createHeartbeat(calls.make, timing, { broken, state: listener.state });
  const stop = () => finish({ kind: 'stopped' });
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  void worker.gone.then(() => broken(sayWhy('web-process-ended')));
  dog.expect(sayWhy('web-not-loaded'), timing.startMs);

  const ending = await ended;
  signal.removeEventListener('abort', stop);
  dog.rest();
  heart.stop();
  await end(worker, calls.make, ending);
  return ending;

  function hear(message: FromWorker): void {
    switch (message.type) {
      case 'qr':
      case 'code':
        dog.expect(sayWhy('web-no-new-code'), message.type === 'qr' ? timing.codeMs : timing.codeMs * 3);
        return listener.code(message.type === 'qr' ? 'qr' : 'typed', message.value);
      case 'authenticated':
        dog.expect(sayWhy('web-never-ready'), timing.readyMs);
        return listener.letIn();
      case 'ready':
        dog.rest();
        heart.begin();
        return listener.ready(message.account, calls.make);
      case 'state':
        return listener.state(message.state);
      case 'disconnected':
        return finish(readEnding(message.reason));
      case 'failed':
        return broken(sayWhy('web-broke', { words: message.reason }));
      case 'events':
        return listener.events(message.events);
      case 'answer':
      case 'refusal':
        return calls.hear(message);
    }
  }
}

/** In good order where that was the wish, so that the browser writes everything down; at once where nothing can be expected of it. */
async function end(worker: Worker, call: MakeCall, ending: Ending): Promise<void> {
  if (ending.kind === 'stopped') await call('end', {}, { repeatable: true, timeoutMs: endMs }).catch(() => {});
  worker.kill();
  await worker.gone;
}

function createWatchdog(bark: (why: ToldReason) => void) {
  let timer: NodeJS.Timeout | undefined;
  return {
    expect(why: ToldReason, ms: number) {
      clearTimeout(timer);
      timer = setTimeout(() => bark(why), ms);
    },
    rest: () => clearTimeout(timer),
  };
}

/** Asks the page how it is, again and again: a browser that was killed or a page that hangs tells nothing by itself. */
function createHeartbeat(call: MakeCall, timing: Timing, tell: { broken: (why: ToldReason) => void; state: (state: string) => void }) {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let misses = 0;
  let offline = 0;
  const beat = async () => {
    const state = await call('state', {}, { repeatable: true, timeoutMs: timing.answerMs }).catch(() => null);
    if (isStopped) return;
    misses = state === null ? misses + 1 : 0;
    offline = state === 'CONNECTED' || state === null ? 0 : offline + 1;
    if (state !== null) tell.state(state);
    if (misses >= maxMisses) return tell.broken(sayWhy('web-silent'));
    if (offline >= maxOffline) return tell.broken(sayWhy('web-no-line', { state: state ?? '' }));
    timer = setTimeout(() => void beat(), timing.heartbeatMs);
  };
  return {
    begin() {
      clearTimeout(timer);
      timer = setTimeout(() => void beat(), timing.heartbeatMs);
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
