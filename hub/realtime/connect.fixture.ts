import { io, type Socket } from 'socket.io-client';
import {
  agentNamespace,
  serverEvents,
  type ClientEvent,
  type ClientInput,
  type ClientOutput,
  type ClientToServer,
  type RealtimeError,
  type ServerData,
  type ServerEvent,
  type ServerToClient,
} from '../api/realtime.ts';
import type { BuiltAgent } from '../test/factories.ts';
import { signIn } from '../test/factories.ts';
import type { TestHub } from '../test/start-hub.ts';
import { keepHeard, served, whyRefused, type HeardSocket } from './heard.fixture.ts';

type ServerEvents = { [Event in ServerEvent]: ServerData<Event> };

/** A client under test. */
export interface TestSocket extends HeardSocket<ServerEvents> {
  raw: Socket<ServerToClient, ClientToServer>;
  /** Asks and expects to be served. */
  ask<Event extends ClientEvent>(event: Event, input: ClientInput<Event>): Promise<ClientOutput<Event>>;
}

interface Way {
  workspaceId: string;
  cookie?: string;
  token?: string;
  origin?: string;
  reconnection?: boolean;
}

/** Connects as far as Socket.IO goes; rejects with the server's refusal. */
export async function connectAs(url: string, { workspaceId, cookie, token, origin, reconnection = false }: Way): Promise<TestSocket> {
  const raw: TestSocket['raw'] = io(`${url}${agentNamespace}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection,
    reconnectionDelay: 20,
    auth: { workspaceId, ...(token !== undefined && { token }) },
    extraHeaders: { ...(cookie !== undefined && { cookie }), ...(origin !== undefined && { origin }) },
  });
  const socket = await keepHeard<ServerEvents>(raw, (event, data) => serverEvents[event].parse(data));
  return {
    raw,
    ...socket,
    ask: async (event, input) => served(await socket.send(event, input)) as ClientOutput<typeof event>, // by the contract
  };
}

/** A window of a seat, signed in by a session of its own. */
export async function openWindow(hub: TestHub, { user, workspaceId }: BuiltAgent, given: Partial<Way> = {}): Promise<TestSocket> {
  const { cookie } = await signIn(hub.hub, user._id);
  return connectAs(hub.url, { workspaceId: workspaceId.toHexString(), cookie, ...given });
}

/** Why the server refuses somebody. */
export async function refusalOf(url: string, way: Way): Promise<RealtimeError | string> {
  return whyRefused(connectAs(url, way));
}
