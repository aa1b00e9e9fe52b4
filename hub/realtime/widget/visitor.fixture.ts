import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import { createClient, type Client } from '../../api/client.ts';
import { startVisitorSession, widgetApiRoot } from '../../api/widget/calls.ts';
import {
  toVisitorEvents,
  widgetNamespace,
  type ToVisitorData,
  type ToVisitorEvent,
  type VisitorEvent,
  type visitorEvents,
  type WidgetHandshake,
} from '../../api/widget/realtime.ts';
import { getWidget, showIdentitySecret } from '../../api/widget/settings.ts';
import type { TestHub } from '../../test/start-hub.ts';
import { keepHeard, served, whyRefused, type HeardSocket } from '../heard.fixture.ts';

type Asked = Omit<z.input<NonNullable<(typeof startVisitorSession)['body']>>, 'widgetKey'>;

interface Connecting {
  origin?: string;
  widgetKey?: string;
  /** Where it is; by default in the shop's cart. */
  visit?: Partial<WidgetHandshake['visit']>;
}

/** A browser with a session. */
export interface TestVisitor {
  session: z.output<NonNullable<(typeof startVisitorSession)['view']>>;
  /** Its secret, given or made. */
  secret: string | null;
  call: Client['call'];
  connect(given?: Connecting): Promise<VisitorTestSocket>;
}

type ToVisitorEvents = { [Event in ToVisitorEvent]: ToVisitorData<Event> };

/** A visitor's socket under test. */
export interface VisitorTestSocket extends HeardSocket<ToVisitorEvents> {
  raw: Socket;
  ask<Event extends VisitorEvent>(
    event: Event,
    input: z.input<(typeof visitorEvents)[Event]['input']>,
  ): Promise<z.output<(typeof visitorEvents)[Event]['output']>>;
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
  { origin, widgetKey, visit: given = {} }: Connecting = {},
): Promise<VisitorTestSocket> {
  tabs += 1;
  const page = { url: 'https://shop.example.com/cart', title: 'Cart' };
  const raw: Socket = io(`${url}${widgetNamespace}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token, visit: { source: 'widget', page, tabId: `tab-number-${tabs}`, ...given } },
    ...(widgetKey !== undefined && { query: { widgetKey } }),
    ...(origin !== undefined && { extraHeaders: { origin } }),
  });
  const socket = await keepHeard<ToVisitorEvents>(raw, (event, data) => toVisitorEvents[event].parse(data));
  return {
    raw,
    ...socket,
    ask: async (event, input) => served(await socket.send(event, input)) as z.output<(typeof visitorEvents)[typeof event]['output']>, // by the contract
  };
}

/** Why a visitor's socket is refused. */
export const refusalOf = (connecting: Promise<VisitorTestSocket>) => whyRefused(connecting);
