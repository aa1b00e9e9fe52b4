import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { signToy } from './channel.ts';

/** The toy's own side, on the wire: accounts are made by the first who asks, with the key `open-sesame`. */
export interface ToyProvider {
  url: string;
  /** What customers were told, by whom they are. */
  heard: { to: string; words: string }[];
  /** Pushes to a webhook, signed; gives the status of the answer. */
  push(webhook: string, payload: unknown, given?: { key?: string }): Promise<number>;
  stop(): Promise<void>;
}

export const toyKey = 'open-sesame';

export async function startToyProvider(): Promise<ToyProvider> {
  const heard: ToyProvider['heard'] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const isKnown = request.headers['x-key'] === toyKey;
      if (isKnown && request.url?.endsWith('/say')) heard.push(JSON.parse(body) as ToyProvider['heard'][number]);
      response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `toy-${heard.length}` }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    async push(webhook, payload, { key = toyKey } = {}) {
      const body = JSON.stringify(payload);
      const answer = await fetch(webhook, { method: 'POST', headers: { 'x-signature': signToy(key, body) }, body });
      return answer.status;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
