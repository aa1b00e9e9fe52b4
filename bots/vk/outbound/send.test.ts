import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboundMessage } from '../../contract/outbound.ts';
import { attachment, messageTo, ogg, pixel, startTestCommunity } from '../community.fixture.ts';
import type { TestCommunity } from '../community.fixture.ts';

let stage: TestCommunity;
beforeEach(async () => {
  stage = await startTestCommunity();
});
afterEach(() => stage.stop());

const send = (fields: Partial<OutboundMessage>) => stage.connection.send(messageTo(stage.anna, fields));
const picture = (name = 'a.png') => attachment({ kind: 'image', name, mimeType: 'image/png', bytes: pixel });
const shapes = () => stage.written().map(({ text, files }) => [text, ...files.map(({ type }) => type)]);
const bytesOf = async (url = '') => Buffer.from(await (await fetch(url)).arrayBuffer());

describe('a text', () => {
  it('goes out with the marks VK has and links written out, whatever signs it has', async () => {
    const { parts } = await send({
      text: '**Sale** [here](https://a.example/x) <b>&1 [https://b.example](https://b.example/)',
      format: 'markdown',
    });
    expect(stage.written()).toMatchObject([
      { cmid: Number(parts[0]?.externalId), text: 'Sale here (https://a.example/x) <b>&1 https://b.example' },
    ]);
    const [call] = stage.emulator.requests.of('messages.send');
    expect(JSON.parse(call?.params['format_data'] ?? '')).toEqual({ version: 1, items: [{ type: 'bold', offset: 0, length: 4 }] });
    await send({ messageId: 'b'.repeat(24), text: '*plain* [id1|x]', format: 'plain' });
    expect(stage.written().at(-1)).toMatchObject({ text: '*plain* [id1|x]' });
  });

  it('longer than VK takes is several messages', async () => {
    const { parts } = await send({ text: '😀'.repeat(3000) });
    expect(parts.map((part) => Number(part.externalId))).toEqual(stage.written().map(({ cmid }) => cmid));
    expect(stage.written().map(({ text }) => text.length)).toEqual([4096, 1904]);
  });

  it('answers a message; a press, and what is gone, it does not', async () => {
    await send({ text: 'Yes', replyTo: String(stage.hello.cmid) });
    expect(stage.written()[0]?.replyTo).toBe(stage.hello.cmid);
    await send({ messageId: 'b'.repeat(24), text: 'You chose tea', replyTo: 'press:1' });
    stage.emulator.faults.add({ kind: 'error', code: 913, method: 'messages.send', times: 1 });
    await send({ messageId: 'c'.repeat(24), text: 'Hello?', replyTo: '999' });
    expect(stage.written()).toHaveLength(3);
    expect(stage.written()[2]).not.toHaveProperty('replyTo');
  });

  it('of nothing is refused', async () => {
    await expect(send({ text: ' \n' })).rejects.toMatchObject({ reason: 'invalid-content' });
  });
});

describe('a repeat', () => {
  it('of a message VK has already is that message, for each of its parts', async () => {
    const message = { text: `${'a'.repeat(4096)}b`, attachments: [picture()] };
    const first = await send(message);
    expect(await send(message)).toEqual(first);
    expect(stage.written()).toHaveLength(2);
    await send({ ...message, messageId: 'b'.repeat(24) });
    expect(stage.written()).toHaveLength(4);
  });

  it('after a lost answer is asked for: it is no doubt', async () => {
    stage.emulator.faults.add({ kind: 'cut-after', method: 'messages.send', times: 1 });
    await expect(send({ text: 'once' })).rejects.toMatchObject({ reason: 'transient' });
    await send({ text: 'once' });
    expect(shapes()).toEqual([['once']]);
  });
});

describe('files', () => {
  it('go out as what they are, up to ten on one message with the words', async () => {
    const files = [picture(), attachment({ name: 'отчёт "1"\r\n.pdf', bytes: Buffer.from('%PDF the bytes') })];
    await send({ text: 'Look', attachments: files });
    expect(stage.written()).toMatchObject([{ text: 'Look', files: [{ type: 'photo' }, { type: 'doc', name: 'отчёт "1"\r\n.pdf' }] }]);
    const [photo, doc] = stage.written()[0]?.files ?? [];
    expect([await bytesOf(photo?.url), (await bytesOf(doc?.url)).toString()]).toEqual([pixel, '%PDF the bytes']);
    await send({ messageId: 'b'.repeat(24), attachments: Array.from({ length: 11 }, (_, nth) => picture(`${nth}.png`)) });
    expect(stage.written().map(({ files: hung }) => hung.length)).toEqual([2, 10, 1]);
  });

  it('that are voice go alone; sound that VK does not take as voice is a document', async () => {
    const voice = (bytes: Buffer, mimeType: string) => attachment({ kind: 'voice', name: 'v.ogg', mimeType, bytes });
    await send({ text: 'Listen', attachments: [voice(ogg, 'audio/ogg; codecs=opus'), picture()] });
    await send({ messageId: 'b'.repeat(24), attachments: [voice(Buffer.from('wav'), 'audio/wav')] });
    await send({ messageId: 'c'.repeat(24), attachments: [voice(Buffer.from('no ogg'), 'audio/ogg')] });
    expect(shapes()).toEqual([
      ['Listen', 'photo'],
      ['', 'audio_message'],
      ['', 'doc'],
      ['', 'doc'],
    ]);
  });

  it('that VK does not take as a photo go as documents, also what is no photo to us', async () => {
    await send({ attachments: [attachment({ kind: 'image', name: 'broken.png', mimeType: 'image/png', bytes: Buffer.from('broken') })] });
    await send({ messageId: 'b'.repeat(24), attachments: [attachment({ kind: 'image', name: 'x.svg', mimeType: 'image/svg+xml' })] });
    await send({ messageId: 'c'.repeat(24), attachments: [attachment({ kind: 'video', name: 'a.mp4', mimeType: 'video/mp4' })] });
    expect(shapes()).toEqual([
      ['', 'doc'],
      ['', 'doc'],
      ['', 'doc'],
    ]);
  });

  it('over the limit are refused before anything is sent, with the limit in words', async () => {
    const big = { ...attachment({ name: 'film.mp4' }), size: 201 * 1024 * 1024 };
    await expect(send({ text: 'x', attachments: [picture(), big] })).rejects.toMatchObject({
      reason: 'media',
      detail: expect.stringMatching(/film\.mp4 has 201 MB.*200 MB/),
    });
    expect(stage.written()).toEqual([]);
  });

  it('that break while being read, or meet a broken upload server, fail as something to try again', async () => {
    const broken = new Readable({ read: () => void broken.destroy(new Error('disk')) });
    const sends = [
      () => send({ attachments: [attachment({ open: async () => broken })] }),
      () => send({ attachments: [attachment({ open: () => Promise.reject(new Error('gone')) })] }),
    ];
    for (const once of sends)
      await expect(once()).rejects.toMatchObject({ reason: 'transient', detail: expect.stringContaining("hub's files") });
    for (const kind of ['500', 'cut-before'] as const) {
      stage.emulator.faults.add({ kind, method: 'upload:*', times: 1 });
      await expect(send({ attachments: [attachment()] })).rejects.toMatchObject({ reason: 'transient' });
    }
    stage.emulator.faults.add({ kind: 'html', method: 'upload:doc', times: 1 });
    await expect(send({ attachments: [attachment()] })).rejects.toMatchObject({ reason: 'media' });
    expect(stage.written()).toEqual([]);
  });
});

describe('places and buttons', () => {
  it('a place goes as one, with its name as words', async () => {
    await send({ location: { latitude: 1.5, longitude: -2, name: 'Shop', address: 'Main 1' } });
    expect(stage.written()).toMatchObject([{ geo: { latitude: 1.5, longitude: -2 }, text: 'Shop\nMain 1' }]);
  });

  it('buttons stand one in a row, or two where there are many, on the last message', async () => {
    const few = [
      { title: 'Site', url: 'https://a.example/' },
      { title: 'Ja'.repeat(30), payload: 'y' },
    ];
    await send({ text: 'x'.repeat(4097), buttons: few });
    const many = Array.from({ length: 10 }, (_, nth) => ({ title: `№ ${nth}`, payload: String(nth) }));
    await send({ messageId: 'b'.repeat(24), attachments: [picture()], buttons: many });
    expect(stage.written().map(({ buttons }) => buttons.map((row) => row.length))).toEqual([[], [1, 1], [2, 2, 2, 2, 2]]);
    const [[site] = [], [long] = []] = stage.written()[1]?.buttons ?? [];
    expect(site).toMatchObject({ type: 'open_link', link: 'https://a.example/' });
    expect(long).toMatchObject({ type: 'callback', title: `${'Ja'.repeat(30).slice(0, 39)}…` });
  });

  it('too many buttons, and one that opens something else than a page, are refused in words', async () => {
    const many = Array.from({ length: 11 }, () => ({ title: 'x', payload: 'x' }));
    await expect(send({ text: 'x', buttons: many })).rejects.toMatchObject({
      reason: 'invalid-content',
      detail: expect.stringContaining('10'),
    });
    const bad = [{ title: 'x', url: 'javascript:alert(1)' }];
    await expect(send({ text: 'x', buttons: bad })).rejects.toMatchObject({ reason: 'invalid-content' });
  });

  it('a community without bot abilities says what to turn on', async () => {
    stage.group.setBotAbilities(false);
    const sending = send({ text: 'x', buttons: [{ title: 'x', payload: 'x' }] });
    await expect(sending).rejects.toMatchObject({ reason: 'invalid-content', detail: expect.stringContaining('Bot abilities') });
  });
});

describe('refusals', () => {
  it('in the middle name what went out, and a retry goes on from there', async () => {
    const long = `${'a'.repeat(4096)}${'b'.repeat(4096)}c`;
    const sent = await send({ text: 'a'.repeat(4096) });
    stage.emulator.faults.add({ kind: 'error', code: 6, method: 'messages.send', times: 1 });
    await expect(send({ text: long, sentParts: sent.parts })).rejects.toMatchObject({
      reason: 'rate-limited',
      retryAfterMs: 1000,
      sentParts: sent.parts,
    });
    const { parts } = await send({ text: long, sentParts: sent.parts });
    expect(parts).toHaveLength(3);
    expect(shapes().map(([text]) => text?.slice(0, 1))).toEqual(['a', 'b', 'c']);
  });

  it('that stand in the outcome for the peer are refusals', async () => {
    stage.anna.deny(stage.group);
    await expect(send({ text: 'x' })).rejects.toMatchObject({ reason: 'blocked', detail: expect.stringContaining('write first') });
    stage.anna.allow(stage.group);
    await send({ text: 'x' });
    expect(shapes()).toEqual([['x']]);
  });
});

describe('the pace', () => {
  it('stays under what VK allows a second, however much there is to say', async () => {
    stage.emulator.limits.callsPerSecond = 20;
    const sends = Array.from({ length: 30 }, (_, nth) => send({ messageId: String(nth).padStart(24, '0'), text: `${nth}` }));
    expect(await Promise.all(sends)).toHaveLength(30);
    expect(stage.emulator.requests.entries.filter(({ code }) => code !== 0)).toEqual([]);
  });
});
