import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { testContext } from '../contract/context.fixture.ts';
import { channelContract } from '../contract/suite.ts';
import { messageTo } from './account.fixture.ts';
import { connectWhatsAppWeb, whatsappWeb } from './channel.ts';
import { messageEvent, payloadOf } from './inbound/payload.fixture.ts';
import { answerAll, fakeWorkers } from './session/fake-worker.fixture.ts';
import { realTiming } from './session/timing.ts';
import { whatsappWebSettings } from './settings.ts';
import type { Call } from './worker/protocol.ts';

const ann = { phone: '4917700000001@c.us' };
const timing = { ...realTiming, haste: 1000 };

/** A connection that listens to a worker which answers as said. */
async function listenTo(answer: (call: Call) => unknown = answerAll, refuse?: (call: Call) => boolean) {
  const { start, workers } = fakeWorkers((call) => {
    if (!refuse?.(call)) return answer(call);
    queueMicrotask(() => workers[0]?.tell({ type: 'refusal', id: call.id, kind: 'unknown-recipient', detail: 'No LID for user' }));
    return undefined;
  });
  const context = testContext({ settings: {}, apiRoot: 'http://127.0.0.1:1', channelId: randomUUID(), findBrowser: () => '/usr/bin/x' });
  const connection = connectWhatsAppWeb({ ...context, settings: whatsappWebSettings.parse({}) }, { start, timing });
  const stopping = new AbortController();
  const listening = connection.listen?.(async () => {}, stopping.signal);
  await vi.waitFor(() => expect(workers).toHaveLength(1));
  workers[0]?.getReady();
  const stop = async () => {
    stopping.abort();
    await listening;
  };
  return { connection, workers, stop };
}

channelContract('whatsapp-web', async () => {
  const { start } = fakeWorkers();
  const context = testContext({ settings: {}, apiRoot: 'http://127.0.0.1:1', channelId: randomUUID(), findBrowser: () => '/usr/bin/x' });
  const connection = connectWhatsAppWeb({ ...context, settings: whatsappWebSettings.parse({}) }, { start, timing });
  const second = messageEvent({ body: 'two', id: { fromMe: false, id: '3EB0BB' } });
  return {
    channel: whatsappWeb,
    connection,
    secrets: [],
    payloads: {
      text: payloadOf(messageEvent({ body: 'hello' })),
      own: [payloadOf(messageEvent({ body: 'from the phone', id: { fromMe: true, id: '3EB0CC' } }))],
      unknownKind: payloadOf(messageEvent({ type: 'hologram' })),
      unknownKindName: 'hologram',
      poisoned: payloadOf(messageEvent({ body: 'one' }), { kind: 'message', peer: 7, message: null }, second),
    },
    failures: {
      'a send while nobody is signed in': () => connection.send(messageTo(ann, { text: 'hi' })),
      'an edit of what is no message': () => connection.edit?.(ann.phone, ['nonsense'], messageTo(ann, { text: 'x' })) ?? Promise.resolve(),
      'a file that is none': () => connection.fetchFile('nonsense', new AbortController().signal),
      'an empty message': () => connection.send(messageTo(ann, {})),
    },
    fileRef: 'false_4917700000001@c.us_3EB0AA',
    stop: () => connection.close(),
  };
});

it('says that it is not allowed, and asks for nothing but a number, if that', () => {
  expect(whatsappWeb.isUnofficial).toBe(true);
  expect(whatsappWebSettings.parse({})).toEqual({});
  expect(whatsappWebSettings.safeParse({ phoneNumber: 'call me' }).success).toBe(false);
});

it('starts no browser to be set up', async () => {
  const { start, workers } = fakeWorkers();
  const context = testContext({ settings: {}, apiRoot: 'http://127.0.0.1:1', channelId: randomUUID(), findBrowser: () => '/usr/bin/x' });
  const connection = connectWhatsAppWeb({ ...context, settings: whatsappWebSettings.parse({}) }, { start, timing });
  expect(await connection.setUp()).toEqual({ account: null, health: { state: 'connecting' } });
  expect(workers).toEqual([]);
});

it('types before it sends, splits what is too long, and gives every part its id', async () => {
  let sent = 0;
  const { connection, workers, stop } = await listenTo((call) =>
    call.name === 'send' ? { id: `3EB0${++sent}`, ack: 1 } : answerAll(call),
  );
  const { parts } = await connection.send(messageTo(ann, { text: 'word '.repeat(1500) }));
  expect(parts).toEqual([{ externalId: `true_${ann.phone}_3EB01` }, { externalId: `true_${ann.phone}_3EB02` }]);
  expect(workers[0]?.calls.map(({ name }) => name)).toEqual(['typing', 'send', 'typing', 'send']);
  await stop();
});

it('sends only what an earlier try left', async () => {
  const { connection, workers, stop } = await listenTo();
  const sentParts = [{ externalId: `true_${ann.phone}_3EB01` }];
  const { parts } = await connection.send(messageTo(ann, { text: 'word '.repeat(1500), sentParts }));
  expect(parts).toEqual([...sentParts, { externalId: `true_${ann.phone}_3EB0AA` }]);
  expect(workers[0]?.calls.filter(({ name }) => name === 'send')).toHaveLength(1);
  await stop();
});

it('tells what went out before a refusal', async () => {
  let sends = 0;
  const { connection, stop } = await listenTo(answerAll, (call) => call.name === 'send' && ++sends === 2);
  await expect(connection.send(messageTo(ann, { text: 'word '.repeat(1500) }))).rejects.toMatchObject({
    reason: 'recipient-unknown',
    sentParts: [{ externalId: `true_${ann.phone}_3EB0AA` }],
  });
  await stop();
});

it('gives files the form that WhatsApp takes them in', async () => {
  const { connection, workers, stop } = await listenTo();
  const file = (kind: 'image' | 'video' | 'voice' | 'sticker', mimeType: string) => ({
    kind,
    name: 'a file',
    mimeType,
    size: 4,
    open: async () => Readable.from([Buffer.from('file')]),
  });
  const attachments = [
    file('image', 'image/svg+xml'),
    file('video', 'video/quicktime'),
    file('voice', 'audio/ogg'),
    file('sticker', 'image/png'),
    file('sticker', 'image/webp'),
  ];
  await connection.send(messageTo(ann, { text: '**look**', format: 'markdown', attachments }));
  const contents = (workers[0]?.calls ?? []).flatMap((call) => (call.name === 'send' ? [call.params.content] : []));
  expect(contents).toMatchObject([
    { caption: '*look*', file: { as: 'document' } },
    { file: { as: 'document' } },
    { file: { as: 'voice', mimeType: 'audio/ogg; codecs=opus' } },
    { file: { as: 'image' } },
    { file: { as: 'sticker' } },
  ]);
  await expect(connection.send(messageTo(ann, { attachments: [{ ...file('image', 'image/png'), size: 17e6 }] }))).rejects.toMatchObject({
    reason: 'media',
  });
  await stop();
});

it('refuses new words that need other messages than went out', async () => {
  const { connection, stop } = await listenTo();
  const edit = connection.edit?.(ann.phone, [`true_${ann.phone}_3EB0AA`], messageTo(ann, { text: 'word '.repeat(1500) }));
  await expect(edit).rejects.toMatchObject({ reason: 'invalid-content' });
  await stop();
});
