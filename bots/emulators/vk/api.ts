import type { IncomingMessage, ServerResponse } from 'node:http';
import { VkApiError } from './api-error.ts';
import type { Core } from './core.ts';
import type { Fault } from './faults.ts';
import type { Method } from './methods/method.ts';
import { methods } from './methods/registry.ts';
import type { VkGroup } from './world/state.ts';

/** Calls of the running second, by token. */
const seconds = new WeakMap<Core, Map<string, { second: number; calls: number }>>();

/** One call of `/method/<name>`: refusals are answered with status 200, as VK does. */
export async function serveMethod(
  core: Core,
  name: string,
  params: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const token = params.get('access_token') ?? bearer(request);
  const group = groupOf(core, token);
  const fault = core.faults.strike(name, group?.id);
  if (fault?.kind === 'cut-before') return void request.socket.destroy();
  if (fault && answersInstead(fault, response)) return;
  const logged = core.requests.add(name, group?.id ?? 0, params);
  const answer = carryOut(core, name, params, token, group, fault);
  logged.code = 'error' in answer ? answer.error.error_code : 0;
  core.world.changed();
  if (fault?.kind === 'cut-after') return void request.socket.destroy();
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer));
}

/** A fault that needs nothing of the call: a broken server or a web page. True when it answered. */
export function answersInstead({ kind }: Fault, response: ServerResponse): boolean {
  if (kind === '500' || kind === '429') {
    response.writeHead(Number(kind), { 'content-type': 'text/html' }).end('<html>Something went wrong</html>');
    return true;
  }
  if (kind !== 'html') return false;
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>We will be back soon</html>');
  return true;
}

type Answer =
  { response: unknown } | { error: { error_code: number; error_msg: string; request_params: { key: string; value: string }[] } };

function carryOut(
  core: Core,
  name: string,
  params: URLSearchParams,
  token: string,
  group: VkGroup | undefined,
  fault: Fault | null,
): Answer {
  try {
    if (fault?.kind === 'error') throw new VkApiError(fault.code ?? 10);
    if (!group) throw new VkApiError(5);
    if (!params.has('v')) throw new VkApiError(8, 'Invalid request: v (version) is required');
    takeBudget(core, token);
    const method = methodNamed(name);
    if (method.scope && group.tokens.get(token)?.has(method.scope) === false) {
      throw new VkApiError(15, `Access denied: no access to call this method. It cannot be called with current scopes.`);
    }
    const { world, longPoll, callback } = core;
    return { response: method.run({ world, group, params, longPoll, callback }) };
  } catch (error) {
    if (!(error instanceof VkApiError)) throw error;
    const shown = [...params].filter(([key]) => key !== 'access_token').map(([key, value]) => ({ key, value }));
    return { error: { error_code: error.code, error_msg: error.message, request_params: [{ key: 'method', value: name }, ...shown] } };
  }
}

function methodNamed(name: string): Method {
  const method = methods.get(name);
  if (!method) throw new VkApiError(3, 'Unknown method passed');
  return method;
}

function takeBudget(core: Core, token: string): void {
  const most = core.limits.callsPerSecond;
  if (most === null) return;
  const budgets = seconds.get(core) ?? new Map<string, { second: number; calls: number }>();
  seconds.set(core, budgets);
  const second = Math.floor(core.world.clock.now() / 1000);
  const before = budgets.get(token);
  const calls = before?.second === second ? before.calls + 1 : 1;
  budgets.set(token, { second, calls });
  if (calls > most) throw new VkApiError(6);
}

function bearer(request: IncomingMessage): string {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

/** The community whose token it is. */
function groupOf({ world }: Core, token: string): VkGroup | undefined {
  return [...world.groups.values()].find(({ tokens }) => tokens.has(token));
}
