import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError, tooManyRequests } from './api-error.ts';
import { isCounted } from './budgets.ts';
import type { Core } from './core.ts';
import type { Fault } from './faults.ts';
import type { Method } from './methods/method.ts';
import { methods } from './methods/registry.ts';
import { describePayload, type LoggedRequest, type RequestOutcome } from './request-log.ts';
import { readCall, type CallInput } from './request.ts';
import type { WireObject } from './wire.ts';
import type { Bot } from './world/state.ts';
import { emit } from './world/world.ts';

/** Answers `/bot<token>/<method>`. */
export async function serveBotApi(
  core: Core,
  token: string,
  name: string,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  let call: CallInput;
  try {
    call = await readCall(request, query);
  } catch (error) {
    // A client that left in the middle of its upload gets no answer and needs none.
    if (!request.destroyed || request.complete) answer(response, errorBody(error));
    return;
  }
  const bot = core.world.bots.get(token);
  const method = methods.get(name.toLowerCase());
  if (!bot)
    return answer(response, errorBody(/^\d+:[\w-]+$/.test(token) ? new ApiError(401, 'Unauthorized') : new ApiError(404, 'Not Found')));
  if (!method) return answer(response, errorBody(new ApiError(404, 'Not Found: method not found')));
  await carryOut(core, bot, method, call, gone.signal, response);
}

async function carryOut(
  core: Core,
  bot: Bot,
  { name, run }: { name: string; run: Method },
  { parameters, files }: CallInput,
  signal: AbortSignal,
  response: ServerResponse,
): Promise<void> {
  const chatId = numericChatId(parameters);
  const isPolling = name === 'getUpdates';
  const entry: LoggedRequest | null = isPolling
    ? null
    : core.requests.add({
        at: core.world.clock.now(),
        botId: bot.user.id,
        token: bot.token,
        method: name,
        payload: describePayload(parameters, files),
        chatId,
      });
  if (entry) response.on('finish', () => (entry.isAnswered = true));

  const fault = core.faults.strike({ botId: bot.user.id, username: bot.user.username, method: name, chatId });
  const finish = (outcome: RequestOutcome): void => {
    if (!entry) return;
    entry.outcome = fault ? { ...outcome, fault: fault.kind } : outcome;
    entry.finishedAt = core.world.clock.now();
    emit(core.world, { type: 'request', seq: entry.seq });
  };
  const refusal = fault && (await standInTheWay(core, fault, signal));
  if (refusal === 'cut') {
    finish({ ok: false, isApplied: false });
    response.destroy();
    return;
  }
  if (refusal) {
    finish({ ok: false, errorCode: refusal.code, description: refusal.message, isApplied: false });
    return answer(response, errorBody(refusal));
  }
  const { body, messageIds } = await runMethod(core, bot, name, run, { parameters, files }, signal);
  finish({ ok: body.ok, errorCode: body.error_code, description: body.description, messageIds, isApplied: body.ok });
  if (fault?.kind === 'cut-after-accept') response.destroy();
  else answer(response, body);
}

async function standInTheWay(core: Core, fault: Fault, signal: AbortSignal): Promise<ApiError | 'cut' | null> {
  switch (fault.kind) {
    case '429':
      return tooManyRequests(fault.retryAfter ?? 1);
    case '500':
      return new ApiError(500, 'Internal Server Error');
    case 'cut-before':
      return 'cut';
    case 'hang':
      await core.faults.removal(fault, signal);
      return signal.aborted ? 'cut' : null;
    case 'cut-after-accept':
      return null;
  }
}

interface AnswerBody {
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: unknown;
}

async function runMethod(
  core: Core,
  bot: Bot,
  name: string,
  run: Method,
  { parameters, files }: CallInput,
  signal: AbortSignal,
): Promise<{ body: AnswerBody; messageIds: number[] }> {
  const messageIds: number[] = [];
  try {
    const chatId = numericChatId(parameters);
    if (chatId !== undefined && isCounted(name)) core.budgets.spend(bot.user.id, chatId, costOf(parameters));
    const result = await run({ core, world: core.world, bot, method: name, files, signal, messageIds }, parameters);
    return { body: { ok: true, result }, messageIds };
  } catch (error) {
    return { body: errorBody(error), messageIds };
  }
}

/** Runs a call that came in a webhook's answer: its result is told to nobody. */
export async function runDetached(core: Core, bot: Bot, name: string, parameters: WireObject): Promise<void> {
  const method = methods.get(name.toLowerCase());
  const entry = core.requests.add({
    at: core.world.clock.now(),
    botId: bot.user.id,
    token: bot.token,
    method: method?.name ?? name,
    payload: parameters,
    chatId: numericChatId(parameters),
  });
  const { body, messageIds } = method
    ? await runMethod(core, bot, method.name, method.run, { parameters, files: new Map() }, new AbortController().signal)
    : { body: errorBody(new ApiError(404, 'Not Found: method not found')), messageIds: [] };
  entry.outcome = { ok: body.ok, errorCode: body.error_code, description: body.description, messageIds, isApplied: body.ok };
  entry.finishedAt = core.world.clock.now();
  emit(core.world, { type: 'request', seq: entry.seq });
}

function numericChatId(parameters: WireObject): number | undefined {
  const id = Number(parameters['chat_id'] ?? Number.NaN);
  return Number.isSafeInteger(id) ? id : undefined;
}

// An album and a batch count as many messages.
function costOf(parameters: WireObject): number {
  const list = parameters['media'] ?? parameters['message_ids'];
  if (Array.isArray(list)) return list.length;
  if (typeof list !== 'string' || !list.startsWith('[')) return 1;
  return list.startsWith('[{') ? (list.match(/"type"/g)?.length ?? 1) : list.split(',').length;
}

function errorBody(error: unknown): AnswerBody {
  if (error instanceof ApiError) {
    return { ok: false, error_code: error.code, description: error.message, ...(error.parameters ? { parameters: error.parameters } : {}) };
  }
  const text = error instanceof Error ? error.message : String(error);
  return { ok: false, error_code: 500, description: `Internal Server Error: ${text}` };
}

function answer(response: ServerResponse, body: AnswerBody): void {
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(body.ok ? 200 : (body.error_code ?? 500), {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
