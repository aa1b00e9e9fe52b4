import { effect } from '@preact/signals-core';
import { io, type Socket } from 'socket.io-client';
import {
  agentNamespace,
  realtimePath,
  realtimeError,
  serverEvents,
  type Ack,
  type ClientEvent,
  type ClientInput,
  type ClientOutput,
  type ClientToServer,
  type ServerData,
  type ServerEvent,
  type ServerToClient,
} from '../../hub/api/realtime.ts';
import { ApiError } from '../../hub/api/client.ts';
import { connection } from './connection-state.ts';
import { askToLogInAgain } from './login-again.ts';
import { loadSession, session } from './session.ts';
import { workspaceId } from './workspace-id.ts';

type Handler<Event extends ServerEvent> = (data: ServerData<Event>) => void;

const handlers = new Map<ServerEvent, Set<(data: never) => void>>();
const onConnect = new Set<() => void>();
let socket: Socket<ServerToClient, ClientToServer> | null = null;

/** Hears an event of the hub; what doesn't fit its schema is dropped. Returns its removal. */
export function onEvent<Event extends ServerEvent>(event: Event, handler: Handler<Event>): () => void {
  const all = handlers.get(event) ?? new Set();
  handlers.set(event, all.add(handler));
  return () => all.delete(handler);
}

/** Runs at once when connected, and after every connect from then on: where a part of the page reads what it missed. Returns its removal. */
export function onEveryConnect(resync: () => void): () => void {
  onConnect.add(resync);
  if (socket?.connected) resync();
  return () => onConnect.delete(resync);
}

/** Sends an event and waits for its answer, at most 10 s. Throws ApiError as a call by REST would, and TypeError when nobody answers. */
export async function emit<Event extends ClientEvent>(event: Event, input: ClientInput<Event>): Promise<ClientOutput<Event>> {
  if (!socket?.connected) throw new TypeError('not connected');
  const timed = socket.timeout(10_000);
  const answer = await new Promise<Ack<ClientOutput<Event>>>((resolve, reject) => {
    // Socket.IO's types can't follow a generic name; the contract pairs each event with its input and its answer.
    const send = timed.emit.bind(timed) as (
      event: string,
      input: unknown,
      ack: (late: Error | null, answer: Ack<ClientOutput<Event>>) => void,
    ) => void;
    send(event, input, (late, given) => (late ? reject(new TypeError('no answer')) : resolve(given)));
  });
  if (answer.ok) return answer.data;
  throw new ApiError(409, { ...answer.error, requestId: '' });
}

/** Sends what would be a lie if it came late: dropped while offline, and its answer is of no interest. */
export function emitNow<Event extends ClientEvent>(event: Event, input: ClientInput<Event>): void {
  emit(event, input).catch(() => undefined);
}

/** Connects at once where the browser knows that it may be possible again, rather than after Socket.IO's pause. */
function connectNow(): void {
  if (socket && !socket.connected && document.visibilityState === 'visible') socket.disconnect().connect();
}

/** Connects while somebody is signed in, and again whenever it was cut, the workspace changed or the rights did. */
export function startRealtime(): void {
  window.addEventListener('online', connectNow);
  document.addEventListener('visibilitychange', connectNow);
  effect(() => {
    const workspace = workspaceId.value;
    if (session.value && workspace) connect(workspace);
    else disconnect();
  });
}

function connect(workspace: string): void {
  disconnect();
  const made: Socket<ServerToClient, ClientToServer> = io(agentNamespace, {
    path: realtimePath,
    auth: { workspaceId: workspace },
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 15_000,
    randomizationFactor: 0.9,
  });
  socket = made;
  made.on('connect', () => {
    connection.setSocket('online');
    for (const resync of onConnect) resync();
  });
  made.on('disconnect', () => connection.setSocket('offline'));
  made.on('connect_error', (error: Error & { data?: unknown }) => void refused(made, error.data));
  for (const event of Object.keys(serverEvents) as ServerEvent[]) made.on(event, (data: unknown) => hear(event, data));
}

function disconnect(): void {
  socket?.removeAllListeners();
  socket?.disconnect();
  socket = null;
}

function hear(event: ServerEvent, data: unknown): void {
  const parsed = serverEvents[event].safeParse(data);
  if (!parsed.success) return;
  if (event === 'session.ended') void ended(serverEvents['session.ended'].parse(data));
  for (const handler of handlers.get(event) ?? []) (handler as (data: unknown) => void)(parsed.data); // registered for this event's data
}

async function ended({ reason, reconnectAfterMs }: ServerData<'session.ended'>): Promise<void> {
  if (reason === 'restarting') setTimeout(() => socket?.connect(), reconnectAfterMs ?? 1000);
  // Other rights mean another page: what may be seen and done is read anew.
  else if (reason === 'seat-changed' || reason === 'seat-closed') location.reload();
  else if (await askToLogInAgain()) socket?.connect();
}

async function refused(from: Socket<ServerToClient, ClientToServer>, data: unknown): Promise<void> {
  connection.setSocket('offline');
  const error = realtimeError.safeParse(data);
  if (!error.success) return; // nobody answered: Socket.IO tries again by itself
  if (error.data.code.startsWith('session.')) {
    if (await askToLogInAgain()) from.connect();
  } else if (error.data.code.startsWith('workspace.') || error.data.code === 'permission.missing') {
    await loadSession();
  } else {
    // A refusal ends Socket.IO's own tries.
    setTimeout(() => from.connect(), 3000 + Math.random() * 5000);
  }
}
