import { io, type Socket } from 'socket.io-client';
import { expect, onTestFinished, vi } from 'vitest';
import {
  agentNamespace,
  serverEvents,
  type Ack,
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

/** A client under test: whatever it hears is checked against the contract and kept. */
export interface TestSocket {
  raw: Socket<ServerToClient, ClientToServer>;
  /** What it heard of an event, oldest first. */
  heard<Event extends ServerEvent>(event: Event): ServerData<Event>[];
  /** Waits until it heard something of an event that fits; gives the first. */
  hear<Event extends ServerEvent>(event: Event, fits?: (data: ServerData<Event>) => boolean): Promise<ServerData<Event>>;
  /** Asks and expects to be served. */
  ask<Event extends ClientEvent>(event: Event, input: ClientInput<Event>): Promise<ClientOutput<Event>>;
  /** Asks, whatever the input, and gives the answer as it comes. */
  send(event: string, input: unknown): Promise<Ack<unknown>>;
  /** Forgets what it heard. */
  forget(): void;
  /** Resolves once the server, or it itself, ended the connection; gives the reason. */
  ended: Promise<string>;
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
  onTestFinished(() => void raw.disconnect());
  const kept: { event: string; data: unknown }[] = [];
  raw.onAny((event: string, data: unknown) => {
    // Whatever the server says must be in its contract.
    kept.push({ event, data: serverEvents[event as ServerEvent].parse(data) });
  });
  const ended = new Promise<string>((resolve) => raw.on('disconnect', resolve));
  await new Promise<void>((resolve, reject) => {
    raw.once('connect', resolve);
    raw.once('connect_error', reject);
  });

  const heard = <Event extends ServerEvent>(event: Event) =>
    kept.filter((each) => each.event === event).map(({ data }) => data as ServerData<Event>); // parsed above
  const send = async (event: string, input: unknown) =>
    (await raw.timeout(10_000).emitWithAck(event as 'typing', input as ClientInput<'typing'>)) as Ack<unknown>; // tests send what no client may

  return {
    raw,
    heard,
    hear: (event, fits = () => true) =>
      vi.waitFor(
        () => {
          const found = heard(event).find(fits);
          expect(found, `${event} among ${kept.map((each) => each.event).join(', ')}`).toBeDefined();
          return found as ServerData<typeof event>; // defined, as was just expected
        },
        { timeout: 15_000, interval: 10 },
      ),
    async ask(event, input) {
      const answer = await send(event, input);
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      return answer.data as ClientOutput<typeof event>; // by the contract
    },
    send,
    forget: () => void kept.splice(0),
    ended,
  };
}

/** A window of a seat, signed in by a session of its own. */
export async function openWindow(hub: TestHub, { user, workspaceId }: BuiltAgent, given: Partial<Way> = {}): Promise<TestSocket> {
  const { cookie } = await signIn(hub.hub, user._id);
  return connectAs(hub.url, { workspaceId: workspaceId.toHexString(), cookie, ...given });
}

/** Why the server refuses somebody. */
export async function refusalOf(url: string, way: Way): Promise<RealtimeError | string> {
  const error: unknown = await connectAs(url, way).then(
    () => new Error('let in'),
    (refused: unknown) => refused,
  );
  if (!(error instanceof Error)) throw new Error('refused without an error');
  return 'data' in error ? (error.data as RealtimeError) : error.message; // the server's own words
}
