import { io, type Socket } from 'socket.io-client';
import { expect, onTestFinished, vi } from 'vitest';
import type { z } from 'zod';
import { createClient, type Client } from '../../api/client.ts';
import type { Ack, RealtimeError } from '../../api/realtime.ts';
import { startVisitorSession, widgetApiRoot } from '../../api/widget/calls.ts';
import {
  toVisitorEvents,
  widgetNamespace,
  type ToVisitorData,
  type ToVisitorEvent,
  type VisitorEvent,
  type visitorEvents,
} from '../../api/widget/realtime.ts';
import { getWidget, showIdentitySecret } from '../../api/widget/settings.ts';
import type { TestHub } from '../../test/start-hub.ts';

type Asked = Omit<z.input<NonNullable<(typeof startVisitorSession)['body']>>, 'widgetKey'>;

/** A browser with a session. */
export interface TestVisitor {
  session: z.output<NonNullable<(typeof startVisitorSession)['view']>>;
  /** Its secret, given or made. */
  secret: string | null;
  call: Client['call'];
  connect(given?: { origin?: string; widgetKey?: string }): Promise<VisitorTestSocket>;
}

/** A visitor's socket under test: whatever it hears is checked against the contract and kept. */
export interface VisitorTestSocket {
  raw: Socket;
  heard<Event extends ToVisitorEvent>(event: Event): ToVisitorData<Event>[];
  hear<Event extends ToVisitorEvent>(event: Event, fits?: (data: ToVisitorData<Event>) => boolean): Promise<ToVisitorData<Event>>;
  ask<Event extends VisitorEvent>(
    event: Event,
    input: z.input<(typeof visitorEvents)[Event]['input']>,
  ): Promise<z.output<(typeof visitorEvents)[Event]['output']>>;
  send(event: string, input: unknown): Promise<Ack<unknown>>;
  forget(): void;
  ended: Promise<string>;
}

/** The widget of a test hub, as its owner sees it, with its identity secret. */
export async function widgetOf({ client }: Pick<TestHub, 'client'>) {
  const [widget, { secret }] = [await client.call(getWidget), await client.call(showIdentitySecret)];
  return { ...widget, identitySecret: secret };
}

/** A client of the visitors' API. */
export function visitorClient(url: string, token?: string, headers: Record<string, string> = {}): Client {
  return createClient({ baseUrl: url, root: widgetApiRoot, headers, ...(token !== undefined && { token }) });
}

/** Begins a session, as a frame does. */
export async function visit(hub: Pick<TestHub, 'client' | 'url'>, asked: Asked = {}): Promise<TestVisitor> {
  const { widgetKey } = await hub.client.call(getWidget);
  const session = await visitorClient(hub.url).call(startVisitorSession, { body: { widgetKey, ...asked } });
  const { call } = visitorClient(hub.url, session.token);
  return {
    session,
    secret: session.visitorSecret ?? asked.visitorSecret ?? null,
    call,
    connect: (given = {}) => connectVisitor(hub.url, session.token, given),
  };
}

let tabs = 0;

/** Connects as far as Socket.IO goes; rejects with the server's refusal. */
export async function connectVisitor(
  url: string,
  token: string,
  { origin, widgetKey }: { origin?: string; widgetKey?: string } = {},
): Promise<VisitorTestSocket> {
  tabs += 1;
  const page = { url: 'https://shop.example.com/cart', title: 'Cart' };
  const raw: Socket = io(`${url}${widgetNamespace}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token, visit: { source: 'widget', page, tabId: `tab-number-${tabs}` } },
    ...(widgetKey !== undefined && { query: { widgetKey } }),
    ...(origin !== undefined && { extraHeaders: { origin } }),
  });
  onTestFinished(() => void raw.disconnect());
  const kept: { event: string; data: unknown }[] = [];
  raw.onAny((event: string, data: unknown) => {
    // Whatever the server says must be in its contract.
    kept.push({ event, data: toVisitorEvents[event as ToVisitorEvent].parse(data) });
  });
  const ended = new Promise<string>((resolve) => raw.on('disconnect', resolve));
  await new Promise<void>((resolve, reject) => {
    raw.once('connect', resolve);
    raw.once('connect_error', reject);
  });
  const heard = <Event extends ToVisitorEvent>(event: Event) =>
    kept.filter((each) => each.event === event).map(({ data }) => data as ToVisitorData<Event>); // parsed above
  const send = async (event: string, input: unknown) => (await raw.timeout(10_000).emitWithAck(event, input)) as Ack<unknown>;
  return {
    raw,
    heard,
    hear: (event, fits = () => true) =>
      vi.waitFor(
        () => {
          const found = heard(event).find(fits);
          expect(found, `${event} among ${kept.map((each) => each.event).join(', ')}`).toBeDefined();
          return found as ToVisitorData<typeof event>; // defined, as was just expected
        },
        { timeout: 15_000, interval: 10 },
      ),
    async ask(event, input) {
      const answer = await send(event, input);
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      return answer.data as z.output<(typeof visitorEvents)[typeof event]['output']>; // by the contract
    },
    send,
    forget: () => void kept.splice(0),
    ended,
  };
}

/** Why a visitor's socket is refused. */
export async function refusalOf(connecting: Promise<VisitorTestSocket>): Promise<RealtimeError | string> {
  const error: unknown = await connecting.then(
    () => new Error('let in'),
    (refused: unknown) => refused,
  );
  if (!(error instanceof Error)) throw new Error('refused without an error');
  return 'data' in error ? (error.data as RealtimeError) : error.message; // the server's own words
}
