import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboundMessage } from '../../contract/outbound.ts';
import { attachment, jpeg, messageTo, mp4, startTestAccount } from '../account.fixture.ts';
import type { Listener, TestAccount } from '../account.fixture.ts';
import { readMp4 } from './mp4.ts';

const patience = { timeout: 30_000 };
const broadcast = '/api/v1/direct_v2/threads/broadcast';
let stage: TestAccount;
let listener: Listener;
let question: { id: string; threadId: string };

beforeEach(async () => {
  stage = await startTestAccount();
  question = stage.ann.text('before');
  listener = stage.listen();
  await expect.poll(() => listener.health()?.state, patience).toBe('ok');
});
afterEach(() => stage.stop());

const send = (fields: Partial<OutboundMessage>) => listener.connection.send(messageTo(question.threadId, fields));
const ours = () => stage.emulator.transcript(stage.ann).filter(({ userId }) => userId === stage.account.id);
const words = () => ours().map(({ body, type }) => body['text'] ?? type);

describe('texts', () => {
  it('go out bare, their addresses behind their words, cut at a thousand characters', async () => {
    await send({ text: 'See **our** [list](https://a.example/list) or https://b.example', format: 'markdown' });
    const { parts } = await send({ messageId: '65f0c0ffee65f0c0ffee65f1', text: `${'a'.repeat(990)} ${'b'.repeat(990)} c` });
    expect(parts).toHaveLength(2);
    expect(words()).toEqual(['See our list (https://a.example/list) or https://b.example', 'a'.repeat(990), `${'b'.repeat(990)} c`]);
  });

  it('answer a message', async () => {
    await send({ text: 'Yes', replyTo: question.id });
    expect(ours()[0]?.body['replied_to_message']).toMatchObject({ item_id: question.id });
    expect(stage.emulator.callsTo(broadcast)[0]?.form).toMatchObject({ replied_to_client_context: expect.stringMatching(/^\d+$/) });
  });

  it('come before files and places', async () => {
    await send({ text: 'Here', attachments: [attachment({})], location: { latitude: 1.5, longitude: 2.5, name: 'Shop' } });
    expect(words()).toEqual(['Here', 'media', 'Shop\nhttps://www.google.com/maps?q=1.5,2.5']);
  });
});

describe('files', () => {
  it('are a picture, a film once Instagram has made one of it, and a voice message', async () => {
    stage.emulator.world.transcodes = 2;
    await send({
      attachments: [
        attachment({}),
        attachment({ kind: 'video', name: 'a.mp4', mimeType: 'video/mp4', bytes: mp4() }),
        attachment({ kind: 'audio', name: 'a.m4a', mimeType: 'audio/mp4', bytes: mp4(true) }),
      ],
    });
    expect(ours()).toMatchObject([
      { type: 'media', body: { media: { media_type: 1 } } },
      { type: 'media', body: { media: { media_type: 2, video_duration: 1.5 } } },
      { type: 'voice_media', body: { voice_media: { media: { audio: { duration: 1500 } } } } },
    ]);
    expect(stage.emulator.callsTo('/api/v1/media/upload_finish').length).toBeGreaterThanOrEqual(4);
  });

  it.each([
    [{ name: 'a.png', mimeType: 'image/png' }, /a\.png is image\/png: .* JPEG only/],
    [{ name: 'a.webm', kind: 'video', mimeType: 'video/webm' }, /MP4 only/],
    [{ name: 'a.ogg', kind: 'voice', mimeType: 'audio/ogg' }, /MP4 \(m4a\) only/],
    [{ name: 'a.pdf', kind: 'document', mimeType: 'application/pdf' }, /only pictures, videos and voice/],
    [{ name: 'big.jpg', size: 9 * 1024 * 1024 }, /9 MB.*8 MB/],
    [{ name: 'false.jpg', bytes: Buffer.from('text') }, /no JPEG inside/],
    [{ name: 'false.mp4', kind: 'video', mimeType: 'video/mp4', bytes: jpeg }, /no MP4 inside/],
  ] as const)('that Instagram would not take are refused in words: %j', async (fields, detail) => {
    await expect(send({ attachments: [attachment(fields)] })).rejects.toMatchObject({
      reason: 'media',
      detail: expect.stringMatching(detail),
    });
    expect(ours()).toEqual([]);
  });

  it('that break while being read, or whose upload is lost, can be tried again without a doubt', async () => {
    const broken = async () =>
      new Readable({
        read: () => {
          throw new Error('disk');
        },
      });
    await expect(send({ attachments: [attachment({ open: broken })] })).rejects.toMatchObject({ reason: 'transient' });
    stage.emulator.faults.add({ kind: 'cut-after', path: '/rupload_igphoto', times: 1 });
    await expect(send({ text: 'Look', attachments: [attachment({})] })).rejects.toMatchObject({ reason: 'transient', sentParts: [{}] });
    const { parts } = await send({ text: 'Look', attachments: [attachment({})] });
    expect(parts).toHaveLength(2);
    expect(words()).toEqual(['Look', 'media']);
  });

  it('are known by what stands in them', () => {
    expect(readMp4(mp4())).toEqual({ durationMs: 1500, width: 320, height: 240 });
    expect(readMp4(mp4(true))).toEqual({ durationMs: 1500, width: 0, height: 0 });
    for (const bytes of [Buffer.alloc(0), jpeg, mp4().subarray(0, 30), Buffer.concat([mp4().subarray(0, 12), Buffer.alloc(40, 0xff)])]) {
      expect(readMp4(bytes)).toBeNull();
    }
  });
});

describe('a lost answer', () => {
  it('is no doubt where the chat shows that the message is there', async () => {
    stage.emulator.faults.add({ kind: 'cut-after', path: broadcast, times: 1 });
    const { parts } = await send({ text: 'Once' });
    expect(parts).toEqual([{ externalId: ours()[0]?.id }]);
    expect(words()).toEqual(['Once']);
  });

  it('is one where it does not, and sending again sends nothing twice', async () => {
    stage.emulator.faults.add({ kind: 'cut-before', path: broadcast, times: 1 });
    await expect(send({ text: 'Perhaps' })).rejects.toMatchObject({ reason: 'no-answer' });
    const first = await send({ text: 'Perhaps' });
    expect(await send({ text: 'Perhaps' })).toEqual(first);
    expect(words()).toEqual(['Perhaps']);
  });

  it('of a process that died is found by the next one before it sends again', async () => {
    const first = await send({ text: 'Before the crash' });
    await listener.stop();
    const next = stage.listen();
    await expect.poll(() => next.health()?.state, patience).toBe('ok');
    expect(await next.connection.send(messageTo(question.threadId, { text: 'Before the crash' }))).toEqual(first);
    expect(words()).toEqual(['Before the crash']);
  });
});

describe('refusals', () => {
  it('have the reason they have', async () => {
    const { faults } = stage.emulator;
    faults.add({ kind: '429', path: broadcast, times: 1, retryAfter: 7 });
    await expect(send({ text: 'x' })).rejects.toMatchObject({ reason: 'rate-limited', retryAfterMs: 7000 });
    faults.add({ kind: '500', path: broadcast, times: 1 });
    await expect(send({ text: 'x' })).rejects.toMatchObject({ reason: 'transient' });
    faults.add({ kind: 'feedback', path: broadcast, times: 1 });
    await expect(send({ text: 'x' })).rejects.toMatchObject({ reason: 'account-restricted', detail: expect.stringContaining('how often') });
    await expect(listener.connection.send(messageTo('404', { text: 'x' }))).rejects.toMatchObject({ reason: 'recipient-unknown' });
    await expect(send({})).rejects.toMatchObject({ reason: 'invalid-content' });
    faults.add({ kind: 'logout', path: broadcast, times: 1 });
    await expect(send({ text: 'x' })).rejects.toMatchObject({ reason: 'transient' });
    await expect.poll(() => listener.health()?.state, patience).toBe('failed');
    await expect(send({ text: 'x' })).rejects.toMatchObject({ reason: 'auth-expired', detail: expect.stringContaining('session') });
  });

  it('in the middle name what went out, and a retry goes on from there', async () => {
    const text = `${'a'.repeat(990)} ${'b'.repeat(990)}`;
    await send({ messageId: 'another', text: 'first' });
    stage.emulator.faults.add({ kind: '429', path: '/rupload_igphoto', times: 1 });
    const failure: unknown = await send({ text, attachments: [attachment({})] }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'rate-limited', sentParts: [{}, {}] });
    const { parts } = await send({
      text,
      attachments: [attachment({})],
      sentParts: ours()
        .slice(1)
        .map(({ id }) => ({ externalId: id })),
    });
    expect(parts).toHaveLength(3);
    expect(words()).toHaveLength(4);
  });
});

describe('changes', () => {
  it('take messages back, react and mark as seen', async () => {
    const { connection } = listener;
    const { parts } = await send({ text: 'Wrong' });
    const ids = parts.map(({ externalId }) => externalId);
    await connection.delete?.(question.threadId, ids);
    await connection.delete?.(question.threadId, ids);
    expect(ours()).toEqual([]);
    await connection.react?.(question.threadId, question.id, '👍');
    expect(stage.emulator.transcript(stage.ann)[0]?.reactions).toMatchObject([{ emoji: '👍', userId: stage.account.id }]);
    await connection.react?.(question.threadId, question.id, null);
    expect(stage.emulator.transcript(stage.ann)[0]?.reactions).toEqual([]);
    await connection.markRead?.(question.threadId, question.id);
    expect(stage.ann.thread().seen.get(stage.account.id)).toMatchObject({ itemId: question.id });
    stage.emulator.faults.add({ kind: 'cut-before', path: '/api/v1/direct_v2', times: 1 });
    await expect(connection.react?.(question.threadId, question.id, '👍')).rejects.toMatchObject({ reason: 'transient' });
  });
});
