import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site's page: what stands in it, and with what headers it comes. */
export interface HostPage {
  head?: string;
  body?: string;
  headers?: Record<string, string>;
}

/** Serves pages of a site on an origin of its own (127.0.0.1, while the hub is on localhost). */
export async function startSite(): Promise<{ url: string; put(path: string, page: HostPage): void; stop(): Promise<void> }> {
  const pages = new Map<string, HostPage>();
  const server = createServer((request, response) => {
    const page = pages.get(new URL(request.url ?? '/', 'http://site').pathname);
    if (!page) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers });
    response.end(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Shop</title>${page.head ?? ''}</head><body><main><h1>Shop</h1>${page.body ?? ''}</main></body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    put: (path, page) => void pages.set(path, page),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
