import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import { rooms } from '../rooms.ts';

/** Whoever's it is. */
type AnySocket = Pick<Socket, 'id' | 'conn' | 'join' | 'leave'>;

/** A client that is this far behind is dropped; it comes back and resumes, which is cheaper for both than to catch up. */
const mostBytes = 1024 * 1024;
/** From here on it gets no more typing. */
const slowBytes = 64 * 1024;

/**
 * Drops a socket for which more than a megabyte waits when yet more is to be sent: in Engine.IO's buffer, which its events tell of, and
 * in the connection itself, which says so.
 */
export function dropWhenSlow(log: Logger, socket: AnySocket): void {
  const { conn } = socket;
  let waiting = 0;
  let isDropped = false;

  conn.on('packetCreate', (packet: unknown) => {
    const behind = waiting + buffered(conn.transport);
    waiting += lengthOf(packet);
    if (behind > slowBytes) void socket.join(rooms.slow);
    if (behind <= mostBytes || isDropped) return;
    isDropped = true;
    log.info({ socketId: socket.id, behind }, 'a client that did not keep up was dropped');
    // Not in the middle of the loop that sends to everybody.
    setImmediate(() => drop(conn));
  });
  conn.on('flush', () => {
    waiting = 0;
  });
  conn.on('drain', () => {
    if (buffered(conn.transport) <= slowBytes) void socket.leave(rooms.slow);
  });
}

/** Nothing more is said to it, as that would wait behind all the rest: the connection is cut. */
function drop(conn: AnySocket['conn']): void {
  const connection = connectionOf(conn.transport);
  conn.close(true);
  if (connection && 'terminate' in connection && typeof connection.terminate === 'function')
    Reflect.apply(connection.terminate, connection, []);
}

/** The WebSocket below a transport; null for long polling. */
function connectionOf(transport: object): object | null {
  return 'socket' in transport && typeof transport.socket === 'object' ? transport.socket : null;
}

function buffered(transport: object): number {
  const connection = connectionOf(transport);
  return connection && 'bufferedAmount' in connection ? Number(connection.bufferedAmount) : 0;
}

function lengthOf(packet: unknown): number {
  if (typeof packet !== 'object' || packet === null || !('data' in packet)) return 0;
  return typeof packet.data === 'string' ? packet.data.length : 0;
}
