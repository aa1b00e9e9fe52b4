import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One page on a site of its own, once as it is and once with the widget's tag. */
export interface PlainSite {
  without: string;
  with: string;
  stop(): Promise<void>;
}

const paragraph =
  '<p>Clay keeps the warmth of the hand that shaped it. It is thrown on a wheel, dried for a week, fired twice, and carried to the door.</p>';

/** Serves them. By 127.0.0.1, where the hub is `localhost`: to a browser that is another site, as in life, with a process of its own. */
export async function startPlainSite(hubUrl: string, widgetKey: string): Promise<PlainSite> {
  const tag = `<script async src="${hubUrl}/widget.js" data-key="${widgetKey}"></script>`;
  const server = createServer(({ url }, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(writePage(url === '/with' ? tag : ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP, so neither null nor a pipe's name
  const address = `http://127.0.0.1:${port}`;
  return {
    without: `${address}/without`,
    with: `${address}/with`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function writePage(tag: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page</title>
<link rel="icon" href="data:,">
<style>body{font:17px/1.6 system-ui,sans-serif;max-width:70ch;margin:40px auto;padding:0 20px}</style>
${tag}
</head>
<body><h1>Clay</h1>${paragraph.repeat(60)}</body>
</html>
`;
}
