import { openClient } from './open-client.ts';
import { toWorker, type Call, type FromWorker, type WorkerOptions } from './protocol.ts';
import { answerCall, type Serving } from './serve.ts';

/**
 * One account's process: holds the browser and whatsapp-web.js, whose rejections nobody can catch, and speaks with the hub in the messages of
 * `protocol.ts`. It ends with the hub, and at the first thing that went wrong and nobody waits for.
 */
const tell = (message: FromWorker): void => {
  if (process.connected) process.send?.(message);
};

let serving: Promise<Serving> | undefined;
let isFailing = false;

function fail(error: unknown): void {
  if (isFailing) return;
  isFailing = true;
  tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  // The browser goes with its pipe; a moment is left for the message to get out.
  setTimeout(() => process.exit(1), 200);
}

async function start(options: WorkerOptions): Promise<Serving> {
  return openClient(options, tell);
}

async function answer(call: Call): Promise<void> {
  if (!serving) throw new Error('called before it was started');
  tell(await answerCall(await serving, call));
  if (call.name === 'end') process.exit(0);
}

process.on('message', (raw) => {
  const message = toWorker.parse(raw);
  if (message.type === 'call') return void answer(message).catch(fail);
  serving = start(message.options);
  serving.catch(fail);
});
process.on('disconnect', () => process.exit(0));
process.on('unhandledRejection', fail);
process.on('uncaughtException', fail);
// The terminal's Ctrl+C reaches the whole group: the hub ends its workers itself, in good order.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
