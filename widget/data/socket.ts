import { Socket as Engine } from 'engine.io-client';
import type { z } from 'zod';
import type {
  ToVisitorEvent,
  toVisitorEvents,
  VisitorEvent,
  visitorEvents,
  WidgetHandshake,
  widgetNamespace,
} from '../../hub/api/widget/realtime.ts';
import { readPacket, writePacket } from './packets.ts';
import { pauseAfter } from './sending/queue-entry.ts';

/** What the hub tells by one of its events. */
type Told<Event extends ToVisitorEvent> = z.output<(typeof toVisitorEvents)[Event]>;
type Input<Event extends VisitorEvent> = z.input<(typeof visitorEvents)[Event]['input']>;
type Output<Event extends VisitorEvent> = z.output<(typeof visitorEvents)[Event]['output']>;
type Ack<Data> = { ok: true; data: Data } | { ok: false; error: { code: string } };
type Hear = { [Event in ToVisitorEvent]: (data: Told<Event>) => void };

const namespace: typeof widgetNamespace = '/widget';
const answerWithinMs = 10_000;
const openWithinMs = 15_000;

interface SocketParts {
  /** Asked at every connect. */
  handshake(): WidgetHandshake;
  hear: Hear;
  onConnect(): void;
  onDisconnect(): void;
  /** The hub refused the connection, by this code; it is not tried again until told to. */
  onRefused(code: string): void;
}

/** The visitor's only connection. */
export interface VisitorSocket {
  /** Connects, or connects anew with another token; from then on again whenever it is cut. */
  connect(): void;
  disconnect(): void;
  /** Sends an event and waits for the answer. Throws when there is none within 10 s, or it is a refusal. */
  ask<Event extends VisitorEvent>(event: Event, input: Input<Event>): Promise<Output<Event>>;
  /** Sends what would be a lie if it came late: dropped while there is no connection. */
  tell<Event extends VisitorEvent>(event: Event, input: Input<Event>): void;
}

/** Makes the socket; it connects when told to. It speaks Socket.IO's protocol over Engine.IO by itself: the client of that name is 5 KB more. */
export function createSocket({ handshake, hear, onConnect, onDisconnect, onRefused }: SocketParts): VisitorSocket {
  const waiting = new Map<number, (answer: unknown) => void>();
  let engine: Engine | null = null;
  let isConnected = false;
  let tries = 0;
  let lastAck = 0;
  let transports = ['websocket', 'polling'];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    clearTimeout(timer);
    // By itself it would stay with the first: a proxy that lets no WebSocket through would be the end.
    const made = new Engine({ path: '/socket.io/', transports, tryAllTransports: true });
    engine = made;
    const isCurrent = () => engine === made;
    timer = setTimeout(() => {
      // A WebSocket that is swallowed gives no error but silence: the next try begins with what always gets through.
      transports = ['polling', 'websocket'];
      made.close();
    }, openWithinMs);
    made.on('open', () => made.send(writePacket(namespace, { type: 'connect', data: handshake() })));
    made.on('message', (data) => {
      if (isCurrent()) read(String(data));
    });
    made.on('close', (reason) => {
      if (!isCurrent()) return;
      // Nor is one that is let in and shut at once an error.
      if (!isConnected && reason === 'transport close') transports = ['polling', 'websocket'];
      leave();
      tries += 1;
      timer = setTimeout(open, pauseAfter(tries - 1));
      onDisconnect();
    });
  };
  /** What was under way has no answer any more. */
  const leave = () => {
    const last = engine;
    engine = null;
    isConnected = false;
    clearTimeout(timer);
    for (const give of [...waiting.values()]) give(null);
    last?.close();
  };
  const read = (text: string) => {
    const packet = readPacket(namespace, text);
    if (packet?.type === 'connect') {
      clearTimeout(timer);
      isConnected = true;
      tries = 0;
      onConnect();
    } else if (packet?.type === 'ack') {
      waiting.get(packet.id)?.(packet.data);
    } else if (packet?.type === 'event') {
      const listener = (hear as Partial<Record<string, (data: unknown) => void>>)[packet.event];
      listener?.(packet.data);
    } else if (packet?.type === 'refused') {
      leave();
      onDisconnect();
      onRefused(packet.code);
    } else if (packet?.type === 'disconnect') {
      engine?.close();
    }
  };
  const connectNow = () => {
    if (!isConnected && (engine || timer !== undefined) && document.visibilityState === 'visible') connect();
  };
  const connect = () => {
    leave();
    open();
  };
  window.addEventListener('online', connectNow);
  // A dead connection would be noticed only when it is silent for long.
  window.addEventListener('offline', () => engine?.close());
  document.addEventListener('visibilitychange', connectNow);

  const ask = async <Event extends VisitorEvent>(event: Event, input: Input<Event>): Promise<Output<Event>> => {
    const to = engine;
    if (!isConnected || !to) throw new Error('not connected');
    const id = (lastAck += 1);
    const answer = await new Promise<unknown>((resolve) => {
      const late = setTimeout(resolve, answerWithinMs, null);
      waiting.set(id, (given) => {
        clearTimeout(late);
        resolve(given);
      });
      to.send(writePacket(namespace, { type: 'event', event, data: input, id }));
    });
    waiting.delete(id);
    const given = answer as Ack<Output<Event>> | null; // the contract of the namespace
    if (given?.ok) return given.data;
    throw new Error(given?.error.code ?? 'no answer');
  };
  return {
    connect,
    disconnect() {
      leave();
      timer = undefined;
    },
    ask,
    tell(event, input) {
      if (isConnected) ask(event, input).catch(() => undefined); // of no interest any more
    },
  };
}
