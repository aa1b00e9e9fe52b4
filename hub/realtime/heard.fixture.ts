import type { Socket } from 'socket.io-client';
import { expect, onTestFinished, vi } from 'vitest';
import type { Ack, RealtimeError } from '../api/realtime.ts';

/** A client's socket under test, whose events have these data: whatever it hears is checked against the contract and kept. */
export interface HeardSocket<Data extends object> {
  /** What it heard of an event, oldest first. */
  heard<Event extends keyof Data & string>(event: Event): Data[Event][];
  /** Waits until it heard something of an event that fits; gives the first. */
  hear<Event extends keyof Data & string>(event: Event, fits?: (data: Data[Event]) => boolean): Promise<Data[Event]>;
  /** Asks, whatever the input, and gives the answer as it comes. */
  send(event: string, input: unknown): Promise<Ack<unknown>>;
  /** Forgets what it heard. */
  forget(): void;
  /** Resolves once the server, or it itself, ended the connection; gives the reason. */
  ended: Promise<string>;
}

/** Keeps what a socket hears, from before it is connected until the test ends; rejects with the server's refusal. */
export async function keepHeard<Data extends object>(
  raw: Socket,
  /** By the event's own schema. */
  parse: (event: keyof Data & string, data: unknown) => unknown,
): Promise<HeardSocket<Data>> {
  onTestFinished(() => void raw.disconnect());
  const kept: { event: string; data: unknown }[] = [];
  // Whatever the server says must be in its contract.
  raw.onAny((event: keyof Data & string, data: unknown) => kept.push({ event, data: parse(event, data) }));
  const ended = new Promise<string>((resolve) => raw.on('disconnect', resolve));
  await new Promise<void>((resolve, reject) => {
    raw.once('connect', resolve);
    raw.once('connect_error', reject);
  });
  const heard = <Event extends keyof Data & string>(event: Event) =>
    kept.filter((each) => each.event === event).map(({ data }) => data as Data[Event]); // parsed above
  return {
    heard,
    hear: (event, fits = () => true) =>
      vi.waitFor(
        () => {
          const found = heard(event).find(fits);
          expect(found, `${event} among ${kept.map((each) => each.event).join(', ')}`).toBeDefined();
          return found as Data[typeof event]; // defined, as was just expected
        },
        { timeout: 15_000, interval: 10 },
      ),
    send: async (event, input) => (await raw.timeout(10_000).emitWithAck(event, input)) as Ack<unknown>,
    forget: () => void kept.splice(0),
    ended,
  };
}

/** What an answer holds; throws where the server refused. */
export function served(answer: Ack<unknown>): unknown {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

/** Why the server refuses somebody: its error, or its own words. */
export async function whyRefused(connecting: Promise<unknown>): Promise<RealtimeError | string> {
  const error: unknown = await connecting.then(
    () => new Error('let in'),
    (refused: unknown) => refused,
  );
  if (!(error instanceof Error)) throw new Error('refused without an error');
  return 'data' in error ? (error.data as RealtimeError) : error.message; // the server's own words
}
