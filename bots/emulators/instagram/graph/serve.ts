import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../core.ts';
import type { CallName, Fault } from '../faults.ts';
import type { Account, Token } from '../world/state.ts';
import { debugToken, getMe, getProfile, refreshToken, subscribe, uploadAttachment } from './account.ts';
import { GraphError, badToken, noSuchObject, tooManyCalls } from './graph-error.ts';
import { sendToPerson } from './messages.ts';
import { readCall } from './request.ts';
import type { GraphCall } from './request.ts';

/** Answers one call of the Graph API, from log to answer. */
export async function serveGraph(core: Core, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const call = await readCall(request, url);
  const method = nameOf(call);
  if (!method) return answerError(response, noSuchObject(call.path.join('/')));
  const { path, parameters, hasTokenInAddress, token } = call;
  const entry = core.requests.add({
    at: core.world.clock.now(),
    method,
    path: `/${path.join('/')}`,
    payload: parameters,
    hasTokenInAddress,
    hasToken: token !== undefined,
  });
  const struck = method === 'messages' && parameters['sender_action'] !== undefined ? 'sender_action' : method;
  const fault = core.faults.strike({ method: struck, recipient: recipientIn(parameters) });
  if (fault) entry.fault = fault.kind;
  const finish = (status: number) => (entry.status = status);
  if (fault?.kind === 'cut-before') return void response.destroy();
  try {
    if (fault) failBy(fault);
    const body = carryOut(core, method, call);
    entry.isApplied = true;
    if (fault?.kind === 'cut-after') return void response.destroy();
    if (fault?.kind === 'late') await core.outbox.settled();
    finish(200);
    answer(response, 200, body);
  } catch (error) {
    const refusal = error instanceof GraphError ? error : new GraphError(1, String(error), { status: 500 });
    finish(refusal.status);
    answerError(response, refusal);
  }
}

function nameOf({ method, path }: GraphCall): CallName | null {
  const [object = '', edge] = path;
  if (edge === undefined && (object === 'refresh_access_token' || object === 'debug_token')) return object;
  if (edge === undefined) return object === 'me' ? 'me' : 'profile';
  const isKnown = edge === 'messages' || edge === 'message_attachments' || edge === 'subscribed_apps';
  return isKnown && method === 'POST' ? edge : null;
}

function failBy({ kind, retryAfter }: Fault): void {
  if (kind === '429') throw tooManyCalls(retryAfter);
  if (kind === '500') throw new GraphError(1, 'An unknown error occurred', { status: 500 });
  if (kind === 'transient')
    throw new GraphError(2, 'An unexpected error has occurred. Please retry your request later.', { subcode: 1545133 });
  if (kind === 'token-expired') throw badToken(true);
}

function carryOut(core: Core, method: CallName, call: GraphCall): Record<string, unknown> {
  const token = authenticate(core, call);
  const { account } = token;
  const { parameters } = call;
  const [object = ''] = call.path;
  switch (method) {
    case 'me':
      return getMe(account);
    case 'profile':
      return object === account.id ? getMe(account) : getProfile(core, account, object);
    case 'refresh_access_token':
      return refreshToken(core, token, parameters);
    case 'debug_token':
      return debugToken(core, parameters);
    default:
      checkObject(account, object);
  }
  if (method === 'messages') return sendToPerson(core, account, parameters);
  return method === 'subscribed_apps' ? subscribe(account, parameters) : uploadAttachment(core, call);
}

function authenticate({ world }: Core, { token: given }: GraphCall): Token {
  const token = given === undefined ? undefined : world.tokens.get(given);
  if (!token) throw badToken(false);
  if (token.expiresAt !== null && token.expiresAt <= world.clock.now()) throw badToken(true);
  return token;
}

/** An account is written by under its own id, a page under its; another's is not there. */
function checkObject({ id, pageId }: Account, object: string): void {
  if (object !== 'me' && object !== (pageId ?? id)) throw noSuchObject(object);
}

function recipientIn({ recipient }: Record<string, unknown>): string | undefined {
  return typeof recipient === 'object' && recipient !== null && 'id' in recipient ? String(recipient.id) : undefined;
}

let traces = 0;

function answerError(response: ServerResponse, { status, message, code, subcode, retryAfter }: GraphError): void {
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  traces += 1;
  const type = code === 190 || code === 10 ? 'OAuthException' : 'IGApiException';
  answer(response, status, {
    error: { message, type, code, ...(subcode !== undefined && { error_subcode: subcode }), fbtrace_id: `A${traces}` },
  });
}

function answer(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(body));
}
