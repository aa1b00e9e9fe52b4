import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, Faults } from './faults.ts';
import { challengeRefusal } from './methods/challenge.ts';
import { accountOf } from './methods/session.ts';
import { route } from './routes.ts';
import { fail, refusals } from './wire/answer.ts';
import type { Answer } from './wire/answer.ts';
import { readCall } from './wire/request.ts';
import type { Call } from './wire/request.ts';
import type { World } from './world/state.ts';

/** One call, written down before it is carried out. */
export interface LoggedCall {
  method: string;
  path: string;
  form: Record<string, string>;
  userAgent: string;
  /** Whether it was carried out, also where its answer was then cut. */
  isApplied: boolean;
  status: number | null;
}

/** Listens on loopback, on a free port. */
export async function startServer(world: World, faults: Faults, log: LoggedCall[]): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    serve(world, faults, log, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo; // listening on TCP, so neither null nor a pipe's name
  return {
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(world: World, faults: Faults, log: LoggedCall[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = await readCall(request);
  const fault = faults.strike(call.path);
  if (call.path.startsWith('/cdn/')) return serveFile(world, call, fault, response);
  const entry: LoggedCall = {
    method: call.method,
    path: call.path,
    form: call.form,
    userAgent: call.headers['user-agent'] ?? '',
    isApplied: false,
    status: null,
  };
  log.push(entry);
  if (fault?.kind === 'hang') await faults.cleared();
  if (fault?.kind === 'cut-before') return void request.socket.destroy();
  const refusal = fault ? refusalOf(world, call, fault) : null;
  const answer = refusal ?? route(world, call);
  entry.isApplied = refusal === null && answer.status === 200;
  if (fault?.kind === 'cut-after') return void request.socket.destroy();
  entry.status = answer.status;
  const isPage = typeof answer.body === 'string';
  response.writeHead(answer.status, { 'content-type': isPage ? 'text/html' : 'application/json', ...answer.headers });
  response.end(isPage ? answer.body : JSON.stringify(answer.body));
}

function refusalOf(world: World, call: Call, fault: Fault): Answer | null {
  const account = accountOf(world, call);
  switch (fault.kind) {
    case '429':
      return { ...refusals.tooMany(), ...(fault.retryAfter !== undefined && { headers: { 'retry-after': String(fault.retryAfter) } }) };
    case '500':
      return fail(500, { message: 'Oops, an error occurred.' });
    case 'html':
      return { status: 200, body: '<!DOCTYPE html><html><body>Log in</body></html>' };
    case 'feedback':
      return refusals.feedback();
    case 'logout':
      account?.sessions.clear();
      return refusals.loginRequired();
    case 'checkpoint':
      if (account) account.checkpoint = { by: 'email', code: '654321', nonce: 'Nonce1', step: 'select_verify_method' };
      return account?.checkpoint ? challengeRefusal(account, account.checkpoint) : null;
    default:
      return null;
  }
}

/** A file, for an address whose signature still holds. */
function serveFile(world: World, call: Call, fault: Fault | null, response: ServerResponse): void {
  if (fault?.kind === 'cut-before') return void response.destroy();
  const file = world.files.get(call.path);
  if (fault) return void response.writeHead(503).end();
  if (!file) return void response.writeHead(404).end();
  if (call.query.get('oh') !== String(file.signature)) return void response.writeHead(403).end('URL signature expired');
  response.writeHead(200, { 'content-type': file.mimeType, 'content-length': file.bytes.length }).end(file.bytes);
}
