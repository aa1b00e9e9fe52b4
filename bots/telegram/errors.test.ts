import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TelegramError } from 'telegraf';
import { afterEach, describe, expect, it } from 'vitest';
import { testContext } from '../contract/context.fixture.ts';
import { attachment, messageTo } from './bot.fixture.ts';
import { telegram } from './channel.ts';
import { toChannelError } from './errors.ts';

const token = '123:SECRET';
const refused = (error_code: number, description: string) =>
  toChannelError(new TelegramError({ error_code, description }), { token, repeatable: false });

describe("Telegram's answers", () => {
  it.each([
    [403, 'Forbidden: bot was blocked by the user', 'blocked'],
    [403, "Forbidden: bot can't initiate conversation with a user", 'blocked'],
    [400, 'Bad Request: chat not found', 'recipient-unknown'],
    [400, 'Bad Request: wrong file identifier/HTTP URL specified', 'media'],
    [400, 'Bad Request: file is too big', 'media'],
    [413, 'Request Entity Too Large', 'media'],
    [400, 'Bad Request: message is too long', 'invalid-content'],
    [401, 'Unauthorized', 'auth-expired'],
    [404, 'Not Found', 'auth-expired'],
    [404, 'Not Found: method not found', 'invalid-content'],
    [409, 'Conflict: terminated by other getUpdates request', 'transient'],
    [502, 'Bad Gateway', 'transient'],
  ])('%i %s is %s', (code, words, reason) => {
    expect(refused(code, words)).toMatchObject({ reason, detail: words });
  });
});

describe('a lost answer', () => {
  it.each([
    ['connect ECONNREFUSED 127.0.0.1:9', 'transient', 'transient'],
    ['getaddrinfo ENOTFOUND api.example', 'transient', 'transient'],
    ['socket hang up', 'no-answer', 'transient'],
    ['read ECONNRESET', 'no-answer', 'transient'],
  ])('%s is %s for a send, and %s for a call that may be repeated', (words, ofSend, ofRepeatable) => {
    const error = new Error(`request to http://a.example/bot${token}/sendMessage failed, reason: ${words}`);
    const [once, again] = [false, true].map((repeatable) => toChannelError(error, { token, repeatable }));
    expect([once?.reason, again?.reason]).toEqual([ofSend, ofRepeatable]);
    expect(`${once?.message} ${once?.stack}`).not.toContain('SECRET');
  });
});

describe('a form that Telegram refuses', () => {
  let stop = () => {};
  afterEach(() => stop());

  it('is replaced by a document: a panorama is no photo', async () => {
    const called: string[] = [];
    const server = createServer((request, response) => {
      const method = request.url?.split('/').at(-1) ?? '';
      called.push(method);
      request.resume().on('end', () => {
        const answer =
          method === 'sendPhoto'
            ? { ok: false, error_code: 400, description: 'Bad Request: PHOTO_INVALID_DIMENSIONS' }
            : { ok: true, result: { message_id: 5 } };
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stop = () => void server.close();
    const { port } = server.address() as AddressInfo;
    // The root may have a path of its own.
    const apiRoot = `http://127.0.0.1:${port}/telegram`;
    const connection = telegram.connect(testContext({ settings: { botToken: token }, apiRoot }));
    const picture = attachment({ kind: 'image', name: 'wide.png', mimeType: 'image/png' });
    expect(await connection.send(messageTo({ id: 7 }, { attachments: [picture] }))).toEqual({ parts: [{ externalId: '5' }] });
    expect(called).toEqual(['sendPhoto', 'sendDocument']);
    await connection.close();
  });
});
