import { afterEach, describe, expect, it } from 'vitest';
import type { Connection } from '../contract/channel.ts';
import { testContext } from '../contract/context.fixture.ts';
import type { InboundEvent } from '../contract/inbound.ts';
import { channelContract } from '../contract/suite.ts';
import { sayWhy } from '../contract/reason.ts';
import { telegram } from './channel.ts';
import { webhookSecret } from './settings.ts';
import { messageTo, startTestBot } from './bot.fixture.ts';
import type { TestBot } from './bot.fixture.ts';

const ann = { id: 7, is_bot: false, first_name: 'Ann' };
const chat = { id: 7, type: 'private' };
const update = (id: number, fields: object) => ({
  update_id: id,
  message: { message_id: id, date: 1_700_000_000, chat, from: ann, ...fields },
});

channelContract('telegram', async () => {
  const { bot, ann: customer, emulator, connect, connection, stop } = await startTestBot();
  return {
    channel: telegram,
    connection,
    secrets: [bot.token],
    payloads: {
      text: update(1, { text: 'Hi' }),
      own: [update(2, { text: 'Ours', from: { ...ann, is_bot: true } })],
      unknownKind: update(3, { hologram: {} }),
      unknownKindName: 'hologram',
      poisoned: [update(4, { text: 'a' }), update(5, { photo: 7 }), update(6, { text: 'b' })],
    },
    failures: {
      'a chat nobody knows': () => connection.send(messageTo({ id: 404 }, { text: 'x' })),
      'a cut line': () => {
        emulator.faults.add({ kind: 'cut-before', times: 1 });
        return connection.send(messageTo(customer, { text: 'x' }));
      },
      'a server error': () => {
        emulator.faults.add({ kind: '500', times: 1 });
        return connection.setUp();
      },
      'a closed port': () =>
        telegram
          .connect(testContext({ settings: { botToken: bot.token }, apiRoot: 'http://127.0.0.1:9' }))
          .send(messageTo(customer, { text: 'x' })),
      'a wrong token': () => connect({ botToken: '1:wrong' }).setUp(),
      'a file nobody knows': () => connection.fetchFile('nothing', new AbortController().signal),
    },
    fileRef: 'any',
    stop,
  };
});

let stage: TestBot;
afterEach(() => stage?.stop());

/** Listens in the background; collects what is delivered. */
function listen(connection: Connection, onDeliver: (payload: unknown) => Promise<void> = async () => {}) {
  const events: InboundEvent[] = [];
  const stopping = new AbortController();
  const ended = connection.listen?.(async (payload) => {
    await onDeliver(payload);
    events.push(...connection.parse(payload).flatMap((element) => ('event' in element ? [element.event] : [])));
  }, stopping.signal);
  return {
    texts: () => events.flatMap((event) => (event.type === 'message' ? [event.content.text] : [])),
    events,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

describe('setting up', () => {
  it('says whose token it is', async () => {
    stage = await startTestBot();
    expect(await stage.connection.setUp()).toEqual({
      account: { externalId: String(stage.bot.id), name: stage.bot.name, username: 'shop_bot', url: 'https://t.me/shop_bot' },
      health: { state: 'ok' },
    });
  });

  it("refuses a wrong token with Telegram's words", async () => {
    stage = await startTestBot();
    await expect(stage.connect({ botToken: '12:nobody' }).setUp()).rejects.toMatchObject({
      reason: 'auth-expired',
      detail: 'Unauthorized',
    });
  });

  it('takes over from a webhook to polling without losing what waits', async () => {
    stage = await startTestBot({}, 'https://hub.example/webhooks/1');
    await stage.connect({ mode: 'webhook' }).setUp();
    stage.ann.sendText(stage.bot, 'sent meanwhile');
    await stage.connection.setUp();
    const listening = listen(stage.connection);
    await expect.poll(listening.texts, { timeout: 10_000 }).toContain('sent meanwhile');
    await listening.stop();
  });

  it('in webhook mode does not poll, and needs an address', async () => {
    stage = await startTestBot();
    const connection = stage.connect({ mode: 'webhook' });
    expect(connection.listen).toBeUndefined();
    await expect(connection.setUp()).rejects.toMatchObject({ reason: 'invalid-content', why: sayWhy('webhook-needs-address') });
  });

  it('warns where Telegram could not reach the webhook, with its words', async () => {
    stage = await startTestBot({}, 'https://127.0.0.1:9/webhooks/1');
    const connection = stage.connect({ mode: 'webhook' });
    await connection.setUp();
    stage.ann.sendText(stage.bot, 'anybody?');
    await expect
      .poll(async () => (await connection.setUp()).health, { timeout: 10_000 })
      .toMatchObject({ state: 'warning', reasonCode: 'telegram-webhook', reasonValues: { words: expect.stringMatching(/\w/) } });
  });
});

describe('a webhook request', () => {
  it('is authentic with the secret only, chosen or derived, in either mode', async () => {
    stage = await startTestBot();
    const ask = (connection: Connection, secret: string) =>
      connection.isAuthentic({ method: 'POST', query: {}, body: Buffer.alloc(0), headers: { 'x-telegram-bot-api-secret-token': secret } });
    const derived = webhookSecret({ botToken: stage.bot.token, mode: 'polling' });
    expect([ask(stage.connection, derived), ask(stage.connection, 'guess'), ask(stage.connection, '')]).toEqual([true, false, false]);
    const chosen = stage.connect({ mode: 'webhook', webhookSecret: 'chosen-1' });
    expect([ask(chosen, 'chosen-1'), ask(chosen, derived)]).toEqual([true, false]);
  });
});

describe('polling', () => {
  it('hands over again what could not be stored, in order, and confirms it only then', async () => {
    stage = await startTestBot();
    let refusals = 2;
    const listening = listen(stage.connection, async () => {
      if (refusals-- > 0) throw new Error('the database is away');
    });
    stage.ann.sendText(stage.bot, 'one');
    stage.ann.sendText(stage.bot, 'two');
    await expect.poll(listening.texts, { timeout: 10_000 }).toEqual(['/start', 'one', 'two']);
    await expect.poll(() => stage.emulator.pendingUpdates(stage.bot)).toBe(0);
    await listening.stop();
  });

  it('goes on after errors of Telegram and after a webhook that was set behind its back', async () => {
    stage = await startTestBot({}, 'https://hub.example/webhooks/1');
    stage.emulator.faults.add({ method: 'getUpdates', kind: '500', times: 1 });
    await stage.connect({ mode: 'webhook' }).setUp();
    const listening = listen(stage.connection);
    stage.ann.sendText(stage.bot, 'still here');
    await expect.poll(listening.texts, { timeout: 15_000 }).toContain('still here');
    await listening.stop();
  }, 20_000);

  it('outlives another poller of the same bot', async () => {
    stage = await startTestBot();
    const [first, second] = [listen(stage.connection), listen(stage.connect())];
    const all = () => [...first.texts(), ...second.texts()];
    await expect.poll(all).toContain('/start');
    stage.ann.sendText(stage.bot, 'between two');
    await expect.poll(all, { timeout: 10_000 }).toContain('between two');
    await first.stop();
    stage.ann.sendText(stage.bot, 'to the one left');
    await expect.poll(second.texts, { timeout: 15_000 }).toContain('to the one left');
    await second.stop();
  }, 30_000);

  it('ends with auth-expired when the token is refused', async () => {
    stage = await startTestBot();
    const refused = stage.connect({ botToken: '12:nobody' });
    await expect(refused.listen?.(async () => {}, new AbortController().signal)).rejects.toMatchObject({ reason: 'auth-expired' });
  });

  it('brings a reaction, a block and an unblock', async () => {
    stage = await startTestBot();
    const { ann: customer, bot } = stage;
    const listening = listen(stage.connection);
    const message = customer.sendText(bot, 'hi');
    customer.react(message, '👍');
    customer.block(bot);
    customer.unblock(bot);
    await expect
      .poll(() => listening.events.map((event) => ('state' in event ? event.state : event.type)))
      .toEqual(expect.arrayContaining(['message', 'blocked', 'unblocked']));
    await listening.stop();
  });

  it('brings a file that can be fetched', async () => {
    stage = await startTestBot();
    stage.ann.sendDocument(stage.bot, { bytes: Buffer.from('the bytes'), name: 'a.txt', mime: 'text/plain' }, { caption: 'see' });
    const listening = listen(stage.connection);
    await expect.poll(listening.texts).toContain('see');
    await listening.stop();
    const [ref] = listening.events.flatMap((event) => (event.type === 'message' ? event.content.attachments.map((file) => file.ref) : []));
    const file = await stage.connection.fetchFile(ref ?? '', new AbortController().signal);
    expect(Buffer.concat(await file.stream.toArray()).toString()).toBe('the bytes');
  });
});
