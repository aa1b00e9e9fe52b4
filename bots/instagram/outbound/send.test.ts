import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboundMessage } from '../../contract/outbound.ts';
import { attachment, startTestAccount } from '../account.fixture.ts';
import type { TestAccount } from '../account.fixture.ts';

let stage: TestAccount;
beforeEach(async () => {
  stage = await startTestAccount();
});
afterEach(() => stage.stop());

const hour = 3_600_000;
const written = () => stage.written();
const texts = () => written().map(({ text }) => text);
const send = (fields: Partial<OutboundMessage>) => stage.send(fields);
const calls = () => stage.emulator.requests.of('messages');

describe('a text', () => {
  it('goes out as words, for Instagram has no marks, and links spell out where they lead', async () => {
    const { parts } = await send({ text: '**Hello**, see [this](https://shop.test/1)', format: 'markdown' });
    expect(texts()).toEqual(['Hello, see this (https://shop.test/1)']);
    expect(parts).toEqual([{ externalId: written()[0]?.mid }]);
  });

  it('of more than 1,000 bytes is split between characters, and a retry goes on where it stopped', async () => {
    const long = `${'д'.repeat(499)}😀${'щ'.repeat(700)}`;
    stage.emulator.faults.add({ kind: '429', method: 'messages', retryAfter: 3, times: 1 });
    await expect(send({ text: long })).rejects.toMatchObject({ reason: 'rate-limited', retryAfterMs: 3000, sentParts: [] });
    const { parts } = await send({ text: long });
    expect(texts().join('')).toBe(long);
    for (const text of texts()) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1000);
    expect(parts).toHaveLength(3);

    const [first] = parts;
    await send({ text: long, sentParts: first ? [first] : [] });
    expect(texts().slice(3).join('')).toBe(texts().slice(1, 3).join(''));
  });

  it('that was accepted while the line was cut is not known, and a part before it is kept', async () => {
    stage.emulator.faults.add({ kind: 'cut-after', method: 'messages', times: 1 });
    await expect(send({ text: 'perhaps' })).rejects.toMatchObject({ reason: 'no-answer' });
    expect(texts()).toEqual(['perhaps']);
  });

  it('of nothing is refused before anything is sent', async () => {
    await expect(send({ text: ' ' })).rejects.toMatchObject({ reason: 'invalid-content' });
    expect(calls()).toEqual([]);
  });

  it('answers the message it is meant for, and goes out by itself when that is gone', async () => {
    await send({ text: 'To you', replyTo: stage.first.mid });
    await send({ text: 'To nobody', replyTo: 'gone' });
    await send({ text: 'To a press', replyTo: 'postback:1' });
    expect(written().map(({ replyTo }) => replyTo)).toEqual([stage.first.mid, null, null]);
  });

  it('about a place names it and links to a map', async () => {
    await send({ text: 'We are here', location: { latitude: 52.5, longitude: 13.4, name: 'Shop' } });
    expect(texts()[0]).toMatch(/^We are here\n\nShop\nhttps:\/\/www\.openstreetmap\.org/);
  });
});

describe('the window', () => {
  const tags = () => written().map(({ tag }) => tag);

  it('is kept by the human agent tag after a day, for a week', async () => {
    const customerWroteAt = new Date(stage.emulator.clock.now());
    await send({ text: 'now', customerWroteAt });
    stage.emulator.clock.advance(25 * hour);
    await send({ text: 'a day later', customerWroteAt });
    expect(tags()).toEqual([null, 'HUMAN_AGENT']);
    stage.emulator.clock.advance(6 * 24 * hour);
    await expect(send({ text: 'a week later', customerWroteAt })).rejects.toMatchObject({ reason: 'window-closed' });
    expect(calls().map(({ status }) => status)).toEqual([200, 200, 403]);
  });

  it('is asked for again with the tag where it had closed before the hub thought so', async () => {
    stage.emulator.clock.advance(25 * hour);
    await send({ text: 'no idea when' });
    await send({ text: 'near the line', customerWroteAt: new Date(stage.emulator.clock.now() - hour) });
    expect(tags()).toEqual(['HUMAN_AGENT', 'HUMAN_AGENT']);
  });

  it('is closed after a day for an app that may not use the tag', async () => {
    stage.shop.setHumanAgent(false);
    stage.emulator.clock.advance(25 * hour);
    await expect(send({ text: 'x' })).rejects.toMatchObject({ reason: 'window-closed', detail: expect.stringContaining('Human Agent') });
  });
});

describe('buttons', () => {
  const yes = { title: 'Yes', payload: 'yes-1' };

  it('that send something back are quick replies under the last part, their titles cut with a sign', async () => {
    await send({ text: 'д'.repeat(600), buttons: [yes, { title: 'No, and never ask again', payload: 'no' }], attachments: [attachment()] });
    expect(
      written().map(({ text, attachments, quickReplies }) => [text.length, attachments.length, quickReplies.map(({ title }) => title)]),
    ).toEqual([
      [0, 1, []],
      [500, 0, []],
      [100, 0, ['Yes', 'No, and never ask a…']],
    ]);
  });

  it('with one that opens an address are a template, and beyond its limits spelled out', async () => {
    const shop = { title: 'Shop', url: 'https://shop.test/' };
    await send({ text: 'Which?', buttons: [yes, shop] });
    expect(written()[0]).toMatchObject({ text: 'Which?', buttons: [yes, shop] });
    await send({ text: 'Which?', buttons: [yes, yes, yes, shop] });
    expect(written()[1]).toMatchObject({ text: 'Which?\nShop: https://shop.test/', quickReplies: [yes, yes, yes], buttons: [] });
    await send({ buttons: [yes] });
    expect(written()[2]).toMatchObject({ text: '👇', quickReplies: [yes] });
  });
});

describe('a file', () => {
  it('is handed over, so that the hub needs no public address, and text is a message of its own', async () => {
    const bytes = Buffer.from('jpeg bytes');
    await send({ text: 'see', attachments: [attachment({ kind: 'image', name: 'ü.jpg', mimeType: 'image/jpeg', bytes })] });
    expect(written().map(({ text, attachments }) => [text, attachments.map(({ type }) => type)])).toEqual([
      ['see', []],
      ['', ['image']],
    ]);
    const response = await fetch(written()[1]?.attachments[0]?.url ?? '');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  it('is sent as what Instagram knows it as', async () => {
    const files = [
      ['voice', 'audio/mp4', 'audio'],
      ['audio', 'audio/wav; codecs=1', 'audio'],
      ['video', 'video/mp4', 'video'],
      ['document', 'application/pdf', 'file'],
      ['document', 'image/png', 'image'],
    ] as const;
    for (const [kind, mimeType] of files) await send({ attachments: [attachment({ kind, mimeType })] });
    expect(written().map(({ attachments }) => attachments[0]?.type)).toEqual(files.map(([, , type]) => type));
  });

  it('that Instagram would not take is refused with the reason before anything is sent', async () => {
    const refused = (fields: Parameters<typeof attachment>[0]) => send({ text: 'first', attachments: [attachment(fields)] });
    await expect(refused({ kind: 'voice', name: 'v.ogg', mimeType: 'audio/ogg' })).rejects.toMatchObject({
      reason: 'media',
      detail: 'Instagram takes sound as AAC, M4A, WAV or MP4; v.ogg is audio/ogg',
    });
    await expect(refused({ kind: 'document', name: 'a.zip', mimeType: 'application/zip' })).rejects.toMatchObject({ reason: 'media' });
    await expect(refused({ kind: 'image', name: 'b.png', mimeType: 'image/png', size: 8 * 1024 * 1024 + 1 })).rejects.toMatchObject({
      detail: 'b.png has 8.1 MB, Instagram takes at most 8 MB',
    });
    expect(stage.emulator.requests.of('message_attachments')).toEqual([]);
    expect(written()).toEqual([]);
  });

  it('that breaks while the hub reads it, or whose upload is cut, is tried again without a doubt', async () => {
    const broken = attachment({ open: async () => Readable.from([Promise.reject(new Error('disk'))]) });
    await expect(send({ attachments: [broken] })).rejects.toMatchObject({ reason: 'transient' });
    stage.emulator.faults.add({ kind: 'cut-after', method: 'message_attachments', times: 1 });
    await expect(send({ text: 'first', attachments: [attachment()] })).rejects.toMatchObject({ reason: 'transient', sentParts: [{}] });
  });
});

describe('a refusal', () => {
  it.each([
    ['500', 'transient'],
    ['transient', 'transient'],
    ['token-expired', 'auth-expired'],
  ] as const)('by %s is %s', async (kind, reason) => {
    stage.emulator.faults.add({ kind, method: 'messages', times: 1 });
    await expect(send({ text: 'x' })).rejects.toMatchObject({ reason });
  });

  it('of somebody who blocked the account says so', async () => {
    stage.ann.block(stage.shop);
    await expect(send({ text: 'x' })).rejects.toMatchObject({ reason: 'blocked' });
  });
});

describe('signs', () => {
  it('of ours reach the customer: typing, seen, a heart and its end', async () => {
    const { connection, emulator, shop, ann, first } = stage;
    await connection.setTyping?.(ann.id);
    expect(emulator.isTyping(shop, ann)).toBe(true);
    await connection.markRead?.(ann.id, first.mid);
    expect(first.isSeen).toBe(true);
    await connection.react?.(ann.id, first.mid, '❤️');
    expect(first.reactions.get('account')).toBe('❤');
    await connection.react?.(ann.id, first.mid, null);
    expect(first.reactions.size).toBe(0);
    await expect(connection.react?.(ann.id, first.mid, '🔥')).rejects.toMatchObject({ reason: 'invalid-content' });
  });
});
