import type { Socket } from 'socket.io-client';
import type { Ack } from '../../api/realtime.ts';

export type StormSocket = Socket;

/** What counts of a message. */
export interface Said {
  id: string;
  rev: number;
  text: string;
}

/** What a client is given when it comes back. */
export interface Got {
  items: readonly Said[];
  cursor: number;
  now: string;
}

/** How one kind of client connects and catches up. */
export interface Way {
  namespace: string;
  auth: object;
  headers: Record<string, string>;
  resume(socket: StormSocket, from: { cursor: number; now: string | null }): Promise<Got>;
  /** A message as it is told on the socket. */
  readMessage(data: unknown): Said;
}

/** Asks on a socket as an honest client does; throws the error's code. */
export async function ask<Answer>(socket: StormSocket, event: string, input: object): Promise<Answer> {
  const answer = (await socket.timeout(60_000).emitWithAck(event, input)) as Ack<Answer>; // the contract's, which both ends are built from
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.data;
}
