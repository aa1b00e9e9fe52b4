import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { callHttp, lostAnswer, openHttp, withoutSecret } from './http-call.ts';
import type { HttpCall } from './http-call.ts';

let stop = () => {};
afterEach(() => stop());

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

const send: HttpCall = { provider: 'Provider', method: 'POST', body: '{}', secrets: ['s3cret'] };

it('gives an answer of any status', async () => {
  const url = await serve((_, response) => void response.writeHead(418).end('short and stout'));
  expect(await callHttp(url, send)).toMatchObject({ status: 418, text: 'short and stout' });
});

it('knows that nothing was sent where nobody listens', async () => {
  await expect(callHttp(new URL('http://127.0.0.1:9/?token=s3cret'), send)).rejects.toMatchObject({ reason: 'transient' });
  await expect(callHttp(new URL('http://nobody.invalid/'), send)).rejects.toMatchObject({ reason: 'transient' });
});

it('does not know what became of a call whose answer was cut off, unless it may be repeated', async () => {
  const url = await serve((request, response) => {
    request.resume().on('end', () => {
      if (request.url === '/half') response.writeHead(200, { 'content-length': 100 }).write('half of it');
      setImmediate(() => response.destroy());
    });
  });
  for (const path of ['/', '/half']) {
    await expect(callHttp(new URL(path, url), send)).rejects.toMatchObject({ reason: 'no-answer' });
    await expect(callHttp(new URL(path, url), { ...send, repeatable: true })).rejects.toMatchObject({ reason: 'transient' });
  }
});

it('does not wait longer than it was told', async () => {
  const url = await serve(() => {});
  await expect(callHttp(url, { ...send, timeoutMs: 30 })).rejects.toMatchObject({
    reason: 'no-answer',
    detail: 'Provider gave no answer (waited too long)',
  });
});

it('opens a file whose breaking off is read like a lost answer', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half of it');
    setImmediate(() => response.destroy());
  });
  const fetching: HttpCall = { provider: 'Provider', secrets: [], repeatable: true };
  const response = await openHttp(url, fetching);
  const broken: unknown = await response.arrayBuffer().catch((error: unknown) => error);
  expect(lostAnswer(broken, fetching)).toMatchObject({ reason: 'transient' });
});

it('takes a secret out of a text in every form it may have there', () => {
  expect(withoutSecret('at https://x/?t=a%2Fb and a/b', 'a/b')).toBe('at https://x/?t=[secret] and [secret]');
  expect(withoutSecret('nothing', '')).toBe('nothing');
});
