import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { ConfigError } from '../config.ts';

/** A server that answers. */
export interface Listening {
  server: Server;
  port: number;
  /** Takes no more connections, lets running requests end for up to `graceMs`, then cuts what is left. */
  stop(graceMs?: number): Promise<void>;
}

/** Serves an application; port 0 picks a free one. Rejects with ConfigError when the port is taken. */
export async function listen(app: RequestListener, { port, host }: { port: number; host: string }): Promise<Listening> {
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 }, app);
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw isTaken ? new ConfigError([`PORT: ${port} is taken by another program; stop that, or choose another`]) : error;
  });
  return { server, port: portOf(server), stop: (graceMs = 5_000) => stop(server, graceMs) };
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
