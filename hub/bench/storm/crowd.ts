import { io, type Socket } from 'socket.io-client';
import { microseconds } from '../protocol.ts';
import { agentWindow } from './agent-window.ts';
import type { StormSeat } from './seats.ts';
import { visitorTab } from './visitor-tab.ts';
import type { Got, Said, StormSocket } from './way.ts';

/** What the crowd saw of a storm. */
export interface StormCount {
  /** Messages that some client never got, over all clients. */
  missing: number;
  /** Messages that some client holds twice after the contract's rule (one id is one message). */
  doubled: number;
  /** Copies on the wire that the rule took out: the price of never missing one. */
  repeats: number;
  /** Refused or failed attempts to come back. */
  retries: number;
  /** From the cut until the last client was consistent, in ms. */
  lastMs: number;
}

/** Clients that do what the admin's and the widget's do: have a conversation on screen, come back after a cut, resume by their cursors. */
export interface Crowd {
  connect(): Promise<void>;
  /** Cuts every connection at once; each comes back after a random part of `jitterMs`. */
  cut(jitterMs: number): void;
  /** Waits until every client has every text, or the patience ends; then counts. */
  settle(texts: readonly string[], patienceMs: number): Promise<StormCount>;
  close(): void;
}

interface Member {
  socket: StormSocket;
  resume(): Promise<Got>;
  known: Map<string, Said>;
  cursor: number;
  now: string | null;
  isConsistent: boolean;
  consistentAt: number;
}

const retryMs = 250;

/** Makes a crowd of one window or tab for each seat; nothing connects yet. */
export function createCrowd(url: string, seats: readonly StormSeat[]): Crowd {
  let cutAt = 0;
  let jitter = 0;
  let repeats = 0;
  let retries = 0;
  let isClosed = false;
  const members = seats.map(enlist);

  return {
    async connect() {
      // A few at a time: only the cut is meant to be a storm.
      for (let at = 0; at < members.length; at += 100) {
        const some = members.slice(at, at + 100);
        for (const { socket } of some) socket.connect();
        await until(() => some.every(({ isConsistent }) => isConsistent), 60_000);
      }
    },
    cut(jitterMs) {
      [cutAt, jitter, repeats, retries] = [microseconds(), jitterMs, 0, 0];
      for (const member of members) {
        member.isConsistent = false;
        member.socket.io.engine.close();
      }
    },
    async settle(texts, patienceMs) {
      const hasAll = ({ isConsistent, known }: Member) =>
        isConsistent && texts.every((text) => [...known.values()].some((message) => message.text === text));
      await until(() => members.every(hasAll), patienceMs);
      const countOf = ({ known }: Member, text: string) => [...known.values()].filter((message) => message.text === text).length;
      const counts = members.flatMap((member) => texts.map((text) => countOf(member, text)));
      return {
        missing: counts.filter((count) => count === 0).length,
        doubled: counts.filter((count) => count > 1).length,
        repeats,
        retries,
        lastMs: (Math.max(...members.map(({ consistentAt }) => consistentAt)) - cutAt) / 1000,
      };
    },
    close() {
      isClosed = true;
      for (const { socket } of members) socket.disconnect();
    },
  };

  function enlist(seat: StormSeat): Member {
    const { namespace, auth, headers, resume, readMessage } = seat.kind === 'agent' ? agentWindow(seat) : visitorTab(seat);
    const socket: Socket = io(`${url}${namespace}`, {
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      reconnection: false,
      auth,
      extraHeaders: headers,
    });
    const member: Member = {
      socket,
      resume: () => resume(socket, member),
      known: new Map(),
      cursor: 0,
      now: null,
      isConsistent: false,
      consistentAt: 0,
    };
    const comeBack = (ms: number) => void setTimeout(() => !isClosed && socket.connect(), ms);
    socket.on('connect', () => void catchUp(member).catch(() => socket.io.engine.close()));
    socket.on('message', (data: unknown) => take(member, [readMessage(data)]));
    socket.on('disconnect', () => comeBack(Math.random() * jitter));
    socket.on('connect_error', () => {
      retries += 1;
      comeBack(retryMs + Math.random() * retryMs);
    });
    return member;
  }

  async function catchUp(member: Member): Promise<void> {
    const { items, cursor, now } = await member.resume();
    take(member, items);
    member.cursor = cursor;
    member.now = now;
    member.isConsistent = true;
    member.consistentAt = microseconds();
  }

  function take({ known }: Member, messages: readonly Said[]): void {
    for (const message of messages) {
      const before = known.get(message.id);
      if (before) repeats += 1;
      if (!before || before.rev < message.rev) known.set(message.id, message);
    }
  }
}

async function until(holds: () => boolean, patienceMs: number): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!holds() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
}
