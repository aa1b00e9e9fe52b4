import { afterEach, describe, expect, it } from 'vitest';
import { channelContract } from '../contract/suite.ts';
import { sayWhy } from '../contract/reason.ts';
import { sign } from '../emulators/whatsapp/delivery/pusher.ts';
import { whatsapp } from './channel.ts';
import { fromPablo, messageTo, pablo, startTestNumber, webhook } from './number.fixture.ts';
import type { TestNumber } from './number.fixture.ts';

const text = (id: string, body: string) => fromPablo(id, { type: 'text', text: { body } });

channelContract('whatsapp', async () => {
  const { emulator, number, ann, connect, connection, settings, stop } = await startTestNumber();
  const id = number.phoneNumberId;
  return {
    channel: whatsapp,
    connection,
    secrets: [settings.accessToken, settings.appSecret, settings.verifyToken],
    payloads: {
      text: webhook(id, { contacts: [pablo], messages: [text('wamid.A', 'Does it come in another color?')] }),
      own: [
        webhook(id, { statuses: [{ id: 'wamid.S', status: 'sent', timestamp: '1750030073', recipient_id: '16505551234' }] }),
        webhook(
          id,
          { message_echoes: [{ ...text('wamid.E', 'From the phone'), from: '15550783881', to: '16505551234' }] },
          'smb_message_echoes',
        ),
      ],
      unknownKind: webhook(id, { contacts: [pablo], messages: [fromPablo('wamid.U', { type: 'hologram', hologram: {} })] }),
      unknownKindName: 'hologram',
      poisoned: webhook(id, {
        contacts: [pablo],
        messages: [text('wamid.1', 'a'), fromPablo('wamid.2', { type: 'image', image: 7 }), text('wamid.3', 'b')],
      }),
    },
    failures: {
      'a person nobody knows': () => connection.send(messageTo({ phone: '4040404' }, { text: 'x' })),
      'a cut line': () => {
        emulator.faults.add({ kind: 'cut-before', times: 1 });
        return connection.send(messageTo(ann, { text: 'x' }));
      },
      'a server error': () => {
        emulator.faults.add({ kind: '500', times: 1 });
        return connection.setUp();
      },
      'a closed port': () => connect({}, 'http://127.0.0.1:9').send(messageTo(ann, { text: 'x' })),
      'a wrong token': () => connect({ accessToken: 'EAAwrong' }).setUp(),
      'a file nobody knows': () => connection.fetchFile('9007199254740999', new AbortController().signal),
      'an account nobody knows': () => connect({ businessAccountId: '4' }).listTemplates?.() ?? Promise.resolve(),
    },
    fileRef: '9007199254740993',
    stop,
  };
});

let stage: TestNumber;
afterEach(() => stage?.stop());

describe('setting up', () => {
  it('says whose number it is, subscribes the app and sets the webhook of the number, once', async () => {
    stage = await startTestNumber('https://hub.example/webhooks/1');
    const { emulator, number, settings } = stage;
    const { createServer } = await import('node:http');
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://hub');
      asked.push(url.pathname);
      const isOurs = url.searchParams.get('hub.verify_token') === settings.verifyToken;
      response.writeHead(isOurs ? 200 : 403).end(url.searchParams.get('hub.challenge'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    emulator.resolve('https://hub.example', `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);

    const found = await stage.connection.setUp();
    await stage.connection.setUp();

    expect(found).toEqual({
      account: {
        externalId: number.phoneNumberId,
        name: number.name,
        username: `+${number.phone}`,
        url: `https://wa.me/${number.phone}`,
      },
      health: { state: 'ok' },
    });
    expect(emulator.webhookOf(number)).toBe('https://hub.example/webhooks/1');
    expect(asked).toEqual(['/webhooks/1']);
    expect(emulator.requests.of('subscribe').length).toBeGreaterThan(0);
    server.close();
  });

  it('says what to enter by hand where WhatsApp does not take the address, and that nothing comes in without one', async () => {
    stage = await startTestNumber('https://nobody.invalid/webhooks/1');
    const byHand = await stage.connection.setUp();
    expect(byHand.health).toMatchObject({ state: 'warning', reasonCode: 'whatsapp-webhook-refused' });
    expect(byHand.health.reason).toContain('Enter https://nobody.invalid/webhooks/1 and your verify token');
    await stage.stop();

    stage = await startTestNumber();
    expect((await stage.connection.setUp()).health).toMatchObject({ state: 'warning', ...sayWhy('whatsapp-needs-address') });
  });

  it("refuses a wrong token with WhatsApp's words", async () => {
    stage = await startTestNumber();
    await expect(stage.connect({ accessToken: 'EAAwrong' }).setUp()).rejects.toMatchObject({
      reason: 'auth-expired',
      detail: '(#190) Error validating access token: the session has expired',
    });
  });
});

describe('a webhook request', () => {
  it('is authentic when the app secret signed its bytes', async () => {
    stage = await startTestNumber();
    const body = Buffer.from('{"text":"\\u043f"}');
    const ask = (signature: string) =>
      stage.connection.isAuthentic({ method: 'POST', query: {}, body, headers: { 'x-hub-signature-256': signature } });
    expect([ask(sign(body, stage.number.appSecret)), ask(sign(body, 'another')), ask('')]).toEqual([true, false, false]);
  });
});
