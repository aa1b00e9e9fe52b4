import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboundMessage } from '../../contract/outbound.ts';
import { attachment, messageTo, pixel, startTestBot } from '../bot.fixture.ts';
import type { TestBot } from '../bot.fixture.ts';

let stage: TestBot;
beforeEach(async () => {
  stage = await startTestBot();
});
afterEach(() => stage.stop());

const send = (fields: Partial<OutboundMessage>) => stage.connection.send(messageTo(stage.ann, fields));
const picture = (name = 'a.png') => attachment({ kind: 'image', name, mimeType: 'image/png', bytes: pixel });
const film = () => attachment({ kind: 'video', name: 'a.mp4', mimeType: 'video/mp4' });
const shapes = () => stage.written().map((message) => [message.media?.kind ?? 'text', message.text ?? message.caption ?? '']);

describe('a text', () => {
  it('goes out with its marks, whatever signs it has', async () => {
    const { parts } = await send({ text: '**Sale** [here](https://a.example/) <b>&1 [mail](mailto:a@b.example)', format: 'markdown' });
    expect(stage.written()).toMatchObject([
      {
        messageId: Number(parts[0]?.externalId),
        text: 'Sale here <b>&1 mail (a@b.example)',
        entities: expect.arrayContaining([
          { type: 'bold', offset: 0, length: 4 },
          { type: 'text_link', offset: 5, length: 4, url: 'https://a.example/' },
        ]),
      },
    ]);
    await send({ text: '*plain* <i>', format: 'plain' });
    expect(stage.written().at(-1)).toMatchObject({ text: '*plain* <i>' });
  });

  it('longer than Telegram takes is several messages, marks and pairs whole', async () => {
    const { parts } = await send({ text: `**${'😀'.repeat(3000)}**`, format: 'markdown' });
    expect(parts.map((part) => part.externalId)).toEqual(stage.written().map((message) => String(message.messageId)));
    expect(stage.written().map((message) => [message.text?.length, message.entities?.[0]?.length])).toEqual([
      [4096, 4096],
      [1904, 1904],
    ]);
  });

  it('answers a message, also one that is gone', async () => {
    const question = stage.ann.sendText(stage.bot, 'Open?');
    await send({ text: 'Yes', replyTo: String(question.messageId) });
    expect(stage.written()[0]?.replyTo?.messageId).toBe(question.messageId);
    await send({ text: 'Hello?', replyTo: '999' });
    await send({ text: 'You chose tea', replyTo: 'press:1' });
    expect(stage.written()).toHaveLength(3);
  });

  it('of nothing is refused', async () => {
    await expect(send({ text: ' \n' })).rejects.toMatchObject({ reason: 'invalid-content' });
  });
});

describe('files', () => {
  it('go out as what they are, the words under the first', async () => {
    await send({ text: '_Look_', format: 'markdown', attachments: [picture()] });
    expect(stage.written()).toMatchObject([{ caption: 'Look', captionEntities: [{ type: 'italic' }], media: { kind: 'photo' } }]);
    await send({ attachments: [attachment({ kind: 'voice', name: 'v.ogg', mimeType: 'audio/ogg; codecs=opus' })] });
    await send({ attachments: [attachment({ kind: 'voice', name: 'v.wav', mimeType: 'audio/wav' })] });
    await send({ attachments: [attachment({ kind: 'sticker', name: 's.webp', mimeType: 'image/webp' })], text: 'Hi' });
    await send({ attachments: [attachment({ kind: 'image', name: 'x.svg', mimeType: 'image/svg+xml' })] });
    expect(shapes().slice(1)).toEqual([
      ['voice', ''],
      ['document', ''],
      ['text', 'Hi'],
      ['sticker', ''],
      ['document', ''],
    ]);
  });

  it('keep their names, however odd', async () => {
    await send({ attachments: [attachment({ name: 'отчёт "1"\r\n.pdf' })] });
    expect(stage.written()[0]?.media?.name).toBe('отчёт _1___.pdf');
  });

  it('that fit together are albums, in order of the first of their kind', async () => {
    const { parts } = await send({ text: 'All', attachments: [picture('1.png'), attachment(), film(), attachment({ name: 'b.pdf' })] });
    expect(shapes()).toEqual([
      ['photo', 'All'],
      ['video', ''],
      ['document', ''],
      ['document', ''],
    ]);
    const albums = stage.written().map((message) => message.albumId);
    expect(albums[0]).toBe(albums[1]);
    expect(albums[2]).toBe(albums[3]);
    expect(albums[0]).not.toBe(albums[2]);
    expect(parts).toHaveLength(4);
  });

  it('of more than ten are several albums', async () => {
    await send({ attachments: Array.from({ length: 11 }, (_, number) => picture(`${number}.png`)) });
    expect(stage.emulator.requests.of('sendMediaGroup')).toHaveLength(1);
    expect(stage.written()).toHaveLength(11);
  });

  it('with words too long for a caption come after the words', async () => {
    await send({ text: 'x'.repeat(1025), attachments: [picture()] });
    expect(shapes().map(([kind]) => kind)).toEqual(['text', 'photo']);
  });

  it('over the limit are refused before anything is sent, with the limit in words', async () => {
    const big = attachment({ name: 'film.mp4', size: 63 * 1024 * 1024 });
    await expect(send({ text: 'x', attachments: [picture(), big] })).rejects.toMatchObject({
      reason: 'media',
      detail: expect.stringMatching(/film\.mp4 has 63 MB.*50 MB/),
    });
    expect(stage.written()).toEqual([]);
  });

  it('that are pictures over 10 MB go out as documents', async () => {
    await send({ attachments: [{ ...picture(), size: 11 * 1024 * 1024 }] });
    expect(shapes()).toEqual([['document', '']]);
  });

  it('that break while being read fail as something to try again, not as a doubt', async () => {
    const broken = new Readable({ read: () => void broken.destroy(new Error('disk')) });
    await expect(send({ attachments: [attachment({ open: async () => broken })] })).rejects.toMatchObject({ reason: 'transient' });
    await expect(send({ attachments: [attachment({ open: () => Promise.reject(new Error('gone')) })] })).rejects.toMatchObject({
      reason: 'transient',
    });
  });

  it('answer a message too', async () => {
    const question = stage.ann.sendText(stage.bot, 'Price list?');
    await send({ attachments: [attachment()], replyTo: String(question.messageId) });
    expect(stage.written()[0]?.replyTo?.messageId).toBe(question.messageId);
  });
});

describe('places and buttons', () => {
  it('a place with a name is a venue', async () => {
    await send({ location: { latitude: 1, longitude: 2, name: 'Shop', address: 'Main 1' } });
    await send({ location: { latitude: 1, longitude: 2 } });
    expect(stage.written().map((message) => Object.keys(message.attachment ?? {}))).toEqual([
      expect.arrayContaining(['venue']),
      ['location'],
    ]);
  });

  it('a button with a long payload brings its place back', async () => {
    const buttons = [
      { title: 'Site', url: 'https://a.example/' },
      { title: 'Short', payload: 'ok' },
      { title: 'Long', payload: 'я'.repeat(500) },
    ];
    const { parts } = await send({ text: 'Choose', buttons });
    const [message] = stage.written();
    if (!message) throw new Error('nothing was sent');
    const presses: unknown[] = [];
    const stopping = new AbortController();
    const listening = stage.connection.listen?.(async (payload) => void presses.push(...stage.connection.parse(payload)), stopping.signal);
    for (const title of ['Short', 'Long']) void stage.ann.press(message, title).catch(() => {});
    await expect.poll(() => presses.length).toBeGreaterThan(2);
    stopping.abort();
    await listening;
    expect(presses.slice(1)).toMatchObject([
      { event: { content: { choice: { payload: 'ok', title: 'Short' } }, replyTo: { externalId: parts[0]?.externalId } } },
      { event: { content: { choice: { buttonIndex: 2, title: 'Long' } }, replyTo: { externalId: parts[0]?.externalId } } },
    ]);
  });

  it('buttons hang on the last message, an album has its words after it', async () => {
    const buttons = [{ title: 'Yes', payload: 'y' }];
    await send({ text: 'Both?', attachments: [picture('1.png'), picture('2.png')], buttons });
    await send({ attachments: [picture('1.png'), picture('2.png')], buttons });
    await send({ text: 'One', attachments: [picture()], buttons });
    expect(stage.written().map((message) => [message.text ?? message.caption ?? message.media?.kind, message.buttons.length])).toEqual([
      ['photo', 0],
      ['photo', 0],
      ['Both?', 1],
      ['photo', 0],
      ['photo', 1],
      ['One', 1],
    ]);
  });

  it('a button that opens something else than a web page is refused', async () => {
    await expect(send({ text: 'x', buttons: [{ title: 'x', url: 'javascript:alert(1)' }] })).rejects.toMatchObject({
      reason: 'invalid-content',
    });
  });
});

describe('refusals', () => {
  it('come with the reason they have', async () => {
    const { emulator, ann, bot } = stage;
    emulator.faults.add({ kind: '429', retryAfter: 7, times: 1 });
    await expect(send({ text: 'x' })).rejects.toMatchObject({ reason: 'rate-limited', retryAfterMs: 7000 });
    emulator.faults.add({ kind: '500', times: 1 });
    await expect(send({ text: 'x' })).rejects.toMatchObject({ reason: 'transient' });
    emulator.faults.add({ kind: 'cut-after-accept', times: 1 });
    await expect(send({ text: 'x' })).rejects.toMatchObject({ reason: 'no-answer' });
    await expect(stage.connection.send(messageTo({ id: 404 }, { text: 'x' }))).rejects.toMatchObject({ reason: 'recipient-unknown' });
    ann.block(bot);
    await expect(send({ text: 'x' })).rejects.toMatchObject({ reason: 'blocked', detail: expect.stringContaining('blocked by the user') });
    ann.unblock(bot);
    ann.deactivate();
    await expect(send({ text: 'x' })).rejects.toMatchObject({ reason: 'blocked' });
  });

  it('in the middle name what went out, and a retry goes on from there', async () => {
    const long = `${'a'.repeat(4096)}${'b'.repeat(4096)}c`;
    stage.emulator.faults.add({ kind: '429', times: 1 });
    const attachments = [picture('1.png'), picture('2.png')];
    const first = await send({ text: long, attachments }).catch((error: unknown) => error);
    expect(first).toMatchObject({ reason: 'rate-limited', sentParts: [] });
    const sent = await send({ text: 'a'.repeat(4096), attachments: [] });
    const { parts } = await send({ text: long, attachments, sentParts: sent.parts });
    expect(parts).toHaveLength(5);
    expect(parts[0]).toEqual(sent.parts[0]);
    expect(shapes().map(([kind, text]) => [kind, text?.slice(0, 1)])).toEqual([
      ['text', 'a'],
      ['text', 'b'],
      ['text', 'c'],
      ['photo', ''],
      ['photo', ''],
    ]);
    stage.emulator.faults.add({ kind: '500', method: 'sendPhoto', times: 1 });
    await expect(send({ text: 'x'.repeat(1025), attachments: [picture()] })).rejects.toMatchObject({
      reason: 'transient',
      sentParts: [{ externalId: expect.any(String) }],
    });
  });

  it('of a group that moved lead to its new address once', async () => {
    const group = stage.ann.createGroup('Friends');
    stage.ann.addBot(group, stage.bot);
    const moved = stage.ann.migrate(group);
    const result = await stage.connection.send(messageTo(group, { text: 'Here' }));
    expect(result.movedTo).toBe(String(moved.id));
    expect(stage.emulator.transcript(moved).at(-1)).toMatchObject({ text: 'Here' });
  });
});
