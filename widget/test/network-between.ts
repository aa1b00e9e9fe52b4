import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The network between browsers and a hub, which a test can cut and clog. */
export interface NetworkBetween {
  /** The hub, as browsers reach it. */
  url: string;
  /** Ends every connection and takes no other until `mend`. */
  cut(): void;
  mend(): void;
  /** Lets no more than so many bytes through to the hub by each connection until `free`. */
  clog(bytes: number): void;
  free(): void;
  stop(): Promise<void>;
}

/** Starts it, on a port of its own. */
export async function startNetwork(hubUrl: string): Promise<NetworkBetween> {
  const { port } = new URL(hubUrl);
  const open = new Map<Socket, { sent: number }>();
  let isCut = false;
  let most = Infinity;

  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(port), '127.0.0.1');
    const way = { sent: 0 };
    open.set(near, way);
    const end = () => {
      open.delete(near);
      near.destroy();
      far.destroy();
    };
    near.on('data', (chunk) => {
      way.sent += chunk.length;
      far.write(chunk);
      if (way.sent > most) near.pause();
    });
    far.on('data', (chunk) => near.write(chunk));
    for (const side of [near, far]) side.on('close', end).on('error', end);
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo; // listening on TCP, so neither null nor a pipe's name

  const endAll = () => {
    for (const socket of open.keys()) socket.destroy();
  };
  return {
    url: `http://localhost:${address.port}`,
    cut() {
      isCut = true;
      endAll();
    },
    mend() {
      isCut = false;
    },
    clog(bytes) {
      most = bytes;
    },
    free() {
      most = Infinity;
      for (const socket of open.keys()) socket.resume();
    },
    async stop() {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
