import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { testContext } from '../contract/context.fixture.ts';
import { whatsapp } from './channel.ts';
import { toChannelError } from './errors.ts';
import { messageTo } from './number.fixture.ts';

describe("WhatsApp's codes", () => {
  it.each([
    [131047, 'window-closed'],
    [131026, 'blocked'],
    [131030, 'recipient-unknown'],
    [131062, 'recipient-unknown'],
    [131049, 'recipient-unknown'],
    [130429, 'rate-limited'],
    [131056, 'rate-limited'],
    [80007, 'rate-limited'],
    [190, 'auth-expired'],
    [0, 'auth-expired'],
    [10, 'auth-expired'],
    [219, 'auth-expired'],
    [131031, 'account-restricted'],
    [131042, 'account-restricted'],
    [368, 'account-restricted'],
    [100, 'invalid-content'],
    [131051, 'invalid-content'],
    [132001, 'invalid-content'],
    [131053, 'media'],
    [131000, 'transient'],
    [131057, 'transient'],
    [2, 'transient'],
    [987654, 'invalid-content'],
  ])('%i is %s', (code, reason) => {
    expect(toChannelError({ code, message: 'Words' }, 400)).toMatchObject({ reason, detail: `Words (${code})` });
  });

  it('wait as long as they need, or as they were told', () => {
    expect(toChannelError({ code: 131056 }, 400).retryAfterMs).toBe(6000);
    expect(toChannelError({ code: 131048 }, 400).retryAfterMs).toBe(900_000);
    expect(toChannelError({ code: 130429 }, 429).retryAfterMs).toBeUndefined();
    expect(toChannelError({ code: 130429 }, 429, 2000).retryAfterMs).toBe(2000);
    expect(toChannelError({ code: 987654 }, 500).reason).toBe('transient');
  });
});

describe('an answer', () => {
  let stop = () => {};
  afterEach(() => stop());

  async function sendTo(listener: RequestListener) {
    const server = createServer((request, response) => request.resume().on('end', () => void listener(request, response)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stop = () => void server.close();
    // The root may have a path of its own.
    const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graph`;
    const settings = { phoneNumberId: '1', accessToken: 'EAAsecret', appSecret: 'the-app-secret', verifyToken: 'v' };
    return whatsapp.connect(testContext({ settings, apiRoot })).send(messageTo({ phone: '1650' }, { text: 'x' }));
  }

  it('goes to the version and the number that were entered', async () => {
    const asked: string[] = [];
    await sendTo((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.end(JSON.stringify({ messages: [{ id: 'wamid.1' }] }));
    });
    expect(asked).toEqual(['POST /graph/v25.0/1/messages Bearer EAAsecret']);
  });

  it.each([
    [503, '<html>Service Unavailable</html>', 'transient'],
    [429, '', 'rate-limited'],
    [401, '{}', 'auth-expired'],
    [413, '', 'media'],
    [400, 'not JSON', 'invalid-content'],
  ])('of a gateway, %i, is read by its status', async (status, body, reason) => {
    await expect(sendTo((_, response) => void response.writeHead(status).end(body))).rejects.toMatchObject({ reason });
  });

  it('that can not be read leaves it unknown whether the message went out', async () => {
    for (const body of ['', 'ok', '{"messages":[]}', '[]']) {
      await expect(sendTo((_, response) => void response.end(body))).rejects.toMatchObject({ reason: 'no-answer' });
      stop();
    }
  });

  it('that repeats our token does not bring it into the error', async () => {
    const error = {
      error: { code: 190, message: 'Malformed access token EAAsecret', error_data: { details: 'EAAsecret of the-app-secret' } },
    };
    await expect(sendTo((_, response) => void response.writeHead(401).end(JSON.stringify(error)))).rejects.toMatchObject({
      reason: 'auth-expired',
      detail: '[secret] of [secret] (190)',
    });
  });
});
