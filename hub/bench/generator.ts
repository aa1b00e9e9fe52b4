import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { answerQuestions, microseconds, type Moments, type Run, type RunResult } from './protocol.ts';

/** Chats the load is spread over: as many as keep each below Telegram's one message a second. */
const chats = 400;
const agent = new Agent({ keepAlive: true, maxSockets: 128 });
const provider: Moments = [];
let lastId = 0;

const server = createServer((request, response) => void serveProvider(request, response)).listen(0, '127.0.0.1');
await once(server, 'listening');

answerQuestions(async (question) => {
  if (question === 'provider') return { url: providerUrl() };
  return run(question as Run); // asked by main.ts only
});

function providerUrl(): string {
  const address = server.address();
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
}

/** A Bot API that notes when it is asked to send, and says yes to everything. */
async function serveProvider(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const at = microseconds();
  const method = request.url?.split('/').at(-1) ?? '';
  let body = '';
  for await (const chunk of request) body += String(chunk);
  if (method === 'sendMessage') provider.push([String((JSON.parse(body) as { text: unknown }).text), at]);
  lastId += 1;
  const results: Record<string, unknown> = {
    getMe: { id: Number(/bot(\d+)/.exec(request.url ?? '')?.[1] ?? 1), is_bot: true, first_name: 'Bench', username: 'bench_bot' },
    getWebhookInfo: { url: '', pending_update_count: 0, has_custom_certificate: false },
    getMyCommands: [{ command: 'start', description: 'Start' }],
    sendMessage: { message_id: lastId, date: 1, chat: { id: 1, type: 'private' }, text: '' },
  };
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ ok: true, result: results[method] ?? true }));
}

async function run(asked: Run): Promise<RunResult> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const intended: Moments = [];
  const began = microseconds();
  const failures =
    asked.inFlight === undefined ? await onSchedule(asked, intended) : await asFastAsPossible(asked, asked.inFlight, intended);
  const seconds = (microseconds() - began) / 1e6;
  // The last replies are still on their way to the provider.
  if (asked.way === 'out')
    for (const deadline = Date.now() + 10_000; provider.length < intended.length && Date.now() < deadline;) await wait(20);
  delay.disable();
  return { intended, provider: provider.splice(0), failures, loopDelayMs: delay.percentile(99) / 1e6 - 5, seconds };
}

/** Open loop: each leaves at its time whether or not the one before it was answered, so that a stall of the server counts in full. */
async function onSchedule(asked: Run, intended: Moments): Promise<number> {
  const began = microseconds();
  const answers: Promise<boolean>[] = [];
  for (let at = 0; at < asked.rate * asked.seconds; at += 1) {
    const due = began + (at * 1e6) / asked.rate;
    const early = due - microseconds();
    if (early > 0) await wait(early / 1000);
    intended.push([`${asked.marker} ${at}`, due]);
    answers.push(post(asked, at));
  }
  return (await Promise.all(answers)).filter((isGood) => !isGood).length;
}

/** Closed loop: for throughput only, never for latency. */
async function asFastAsPossible(asked: Run, inFlight: number, intended: Moments): Promise<number> {
  const until = microseconds() + asked.seconds * 1e6;
  let failures = 0;
  let next = 0;
  const worker = async () => {
    while (microseconds() < until) {
      const at = next++;
      intended.push([`${asked.marker} ${at}`, microseconds()]);
      if (!(await post(asked, at))) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return failures;
}

function post({ way, target, marker }: Run, at: number): Promise<boolean> {
  const places = way === 'in' ? target.inbound : target.outbound;
  const { url, headers } = places[at % places.length] ?? { url: '', headers: {} };
  const text = `${marker} ${at}`;
  const body = JSON.stringify(way === 'in' ? updateOf(text, at % chats) : { kind: 'text', text });
  return new Promise((resolve) => {
    const call = httpRequest(url, { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } });
    call.on('response', (response) => {
      response.resume().on('end', () => resolve((response.statusCode ?? 500) < 300));
    });
    call.on('error', () => resolve(false));
    call.end(body);
  });
}

function updateOf(text: string, chat: number) {
  lastId += 1;
  const chatId = 1000 + chat;
  const from = { id: chatId, is_bot: false, first_name: `Customer ${chat}`, language_code: 'en' };
  const date = Math.floor(Date.now() / 1000);
  return {
    update_id: lastId,
    message: { message_id: lastId, date, from, chat: { id: chatId, first_name: from.first_name, type: 'private' }, text },
  };
}
