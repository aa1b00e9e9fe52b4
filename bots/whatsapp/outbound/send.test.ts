import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboundMessage } from '../../contract/outbound.ts';
import { attachment, messageTo, startTestNumber } from '../number.fixture.ts';
import type { TestNumber } from '../number.fixture.ts';

let stage: TestNumber;
beforeEach(async () => {
  stage = await startTestNumber();
});
afterEach(() => stage.stop());

const send = (fields: Partial<OutboundMessage>) => stage.connection.send(messageTo(stage.ann, fields));
const bodies = () => stage.emulator.requests.of('messages').map(({ body }) => body);

describe('words', () => {
  it('go out with our id in them and come back as parts', async () => {
    const { parts } = await send({ text: '**Hi**, see https://shop.example', format: 'markdown' });
    expect(stage.written()).toMatchObject([{ id: parts[0]?.externalId, text: '*Hi*, see https://shop.example' }]);
    expect(bodies()).toEqual([
      {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: stage.ann.phone,
        type: 'text',
        text: { body: '*Hi*, see https://shop.example', preview_url: true },
        biz_opaque_callback_data: `hubbub:65f0c0ffee65f0c0ffee65f0/1:${stage.ann.phone}`,
      },
    ]);
  });

  it('answer a message, the first part only, and are split where they are too long', async () => {
    const [hello] = stage.emulator.transcript(stage.number, stage.ann);
    const { parts } = await send({ text: 'word '.repeat(1000), replyTo: hello?.id ?? '' });
    expect(parts).toHaveLength(2);
    expect(stage.written().map(({ replyTo }) => replyTo)).toEqual([hello?.id, undefined]);
  });

  it('go to a person who is known by a scoped id alone', async () => {
    const eve = stage.emulator.createUser({ name: 'Eve', hidesPhone: true });
    eve.sendText(stage.number, 'Hello');
    expect(await send({ chatId: eve.userId, text: 'Hi' })).toMatchObject({ parts: [{}] });
    expect(bodies()).toMatchObject([{ recipient: eve.userId }]);
    expect(bodies()[0]).not.toHaveProperty('to');
  });

  it('say where the chat goes on when WhatsApp writes the number in another way', async () => {
    const bruno = stage.emulator.createUser({ name: 'Bruno', phone: '5511912345678' });
    bruno.sendText(stage.number, 'Oi');
    expect(await send({ chatId: '+55 11 91234-5678', text: 'Olá' })).not.toHaveProperty('movedTo');
    expect(await send({ chatId: '5511912345678', text: 'Olá' })).not.toHaveProperty('movedTo');
  });

  it('that are none at all are refused before anything is asked', async () => {
    await expect(send({ text: ' \n ' })).rejects.toMatchObject({ reason: 'invalid-content' });
    expect(bodies()).toEqual([]);
  });
});

describe('files', () => {
  it('are uploaded and sent as what they are, the words under the first that can carry them', async () => {
    const { parts } = await send({
      text: 'look',
      attachments: [
        attachment({ kind: 'voice', name: 'note.ogg', mimeType: 'audio/ogg; codecs=opus' }),
        attachment({ kind: 'image', name: 'a.png', mimeType: 'image/png', bytes: Buffer.from('picture') }),
        attachment({ kind: 'video', name: 'a.mp4', mimeType: 'video/mp4' }),
        attachment({ kind: 'audio', name: 'a.mp3', mimeType: 'audio/mpeg' }),
        attachment({ kind: 'sticker', name: 'a.webp', mimeType: 'image/webp' }),
        attachment({ name: 'bill.pdf' }),
      ],
    });
    expect(parts).toHaveLength(6);
    expect(stage.written().map(({ type, text, media }) => [type, text, media?.name, media?.isVoice])).toEqual([
      ['audio', '', 'note.ogg', true],
      ['image', 'look', 'a.png', false],
      ['video', '', 'a.mp4', false],
      ['audio', '', 'a.mp3', false],
      ['sticker', '', 'a.webp', false],
      ['document', '', 'bill.pdf', false],
    ]);
    expect(stage.written()[1]?.media?.bytes.toString()).toBe('picture');
  });

  it('that WhatsApp would not show, or not as large, go out as documents', async () => {
    await send({
      attachments: [
        attachment({ kind: 'image', name: 'a.webp', mimeType: 'image/webp' }),
        attachment({ kind: 'image', name: 'large.png', mimeType: 'image/png', size: 6 * 1024 * 1024 }),
        attachment({ kind: 'video', name: 'a.mov', mimeType: 'video/quicktime' }),
      ],
    });
    expect(stage.written().map(({ type }) => type)).toEqual(['document', 'document', 'document']);
  });

  it('with words too long for a caption come after them; a sticker never carries any', async () => {
    await send({ text: 'x'.repeat(1025), attachments: [attachment({ kind: 'image', mimeType: 'image/png' })] });
    await send({ text: 'hi', attachments: [attachment({ kind: 'sticker', mimeType: 'image/webp' })] });
    expect(stage.written().map(({ type }) => type)).toEqual(['text', 'image', 'text', 'sticker']);
  });

  it('that are too large are refused before anything is sent, ones that can not be read are tried again', async () => {
    const large = attachment({ name: 'film.mkv', size: 101 * 1024 * 1024 });
    await expect(send({ text: 'x', attachments: [large] })).rejects.toMatchObject({
      reason: 'media',
      detail: 'film.mkv has 101 MB, WhatsApp takes at most 100 MB',
    });
    const broken = attachment({ open: () => Promise.reject(new Error('disk')) });
    await expect(send({ attachments: [broken] })).rejects.toMatchObject({ reason: 'transient' });
    expect(stage.written()).toEqual([]);
  });
});

describe('buttons', () => {
  const buttons = (count: number) => Array.from({ length: count }, (_, at) => ({ title: `Choice ${at + 1}`, payload: `p${at + 1}` }));

  it('are buttons up to three, a list up to ten, lines beyond', async () => {
    await send({ text: 'Which?', buttons: buttons(3) });
    await send({ text: 'Which?', buttons: buttons(10) });
    await send({ text: 'Which?', buttons: buttons(11) });
    const [few, list, lines] = stage.written();
    expect(few).toMatchObject({
      type: 'interactive',
      text: 'Which?',
      buttons: [{ id: 'p1', title: 'Choice 1' }, { id: 'p2' }, { id: 'p3' }],
    });
    expect(list?.buttons).toHaveLength(10);
    expect(lines).toMatchObject({ type: 'text', buttons: [] });
    expect(lines?.text).toContain('11. Choice 11');
  });

  it('with long titles become a list that shows them in full, with long payloads carry their place', async () => {
    const long = 'A title of more than twenty-four signs';
    await send({
      text: 'Which?',
      buttons: [
        { title: long, payload: 'x'.repeat(900) },
        { title: 'Other', payload: 'o' },
      ],
    });
    const [asked] = stage.written();
    expect(asked?.buttons[0]).toMatchObject({ title: 'A title of more than tw…', id: expect.stringMatching(/^b:0:/) });
    stage.ann.press({ id: asked?.id ?? '' }, 'A title of more than tw…');
  });

  it('that say the same are told apart by their place; the same title twice is said in words', async () => {
    await send({
      text: 'a',
      buttons: [
        { title: 'One', payload: 'p' },
        { title: 'Two', payload: 'p' },
      ],
    });
    await send({
      text: 'b',
      buttons: [
        { title: 'One', payload: 'p' },
        { title: 'One', payload: 'q' },
      ],
    });
    expect(stage.written()[0]?.buttons.map(({ id }) => id)).toEqual(['p', expect.stringMatching(/^b:1:/)]);
    expect(stage.written()[1]).toMatchObject({ type: 'text', text: 'b\n\n1. One\n2. One' });
  });

  it('that open an address are one when alone, a line beside others', async () => {
    await send({ text: 'Pay', buttons: [{ title: 'Pay now', url: 'https://pay.example/1' }] });
    await send({
      text: 'Pay',
      buttons: [
        { title: 'Later', payload: 'l' },
        { title: 'Pay now', url: 'https://pay.example/1' },
      ],
    });
    expect(stage.written()).toMatchObject([
      { buttons: [{ title: 'Pay now', url: 'https://pay.example/1' }] },
      { text: 'Pay\n\nPay now: https://pay.example/1', buttons: [{ id: 'l' }] },
    ]);
  });

  it('stand under the last words, after files', async () => {
    await send({ text: 'x '.repeat(700), buttons: buttons(2), attachments: [attachment({ kind: 'image', mimeType: 'image/png' })] });
    expect(stage.written().map(({ type }) => type)).toEqual(['image', 'text', 'interactive']);
    await send({ buttons: buttons(2) });
    expect(stage.written().at(-1)).toMatchObject({ text: '👇' });
  });
});

describe('a place', () => {
  it('goes out as one', async () => {
    await send({ location: { latitude: 1.5, longitude: 2.5, name: 'Shop' } });
    expect(stage.written()).toMatchObject([{ type: 'location', location: { latitude: 1.5, longitude: 2.5, name: 'Shop' } }]);
  });
});

describe('a refusal', () => {
  it('in the middle keeps what went out, and a retry goes on from there', async () => {
    const attachments = ['a.pdf', 'b.pdf', 'c.pdf'].map((name) => attachment({ name }));
    stage.emulator.faults.add({ kind: '429', method: 'messages', times: 1, retryAfter: 3 });
    await expect(send({ attachments })).rejects.toMatchObject({ reason: 'rate-limited', retryAfterMs: 3000, sentParts: [] });
    await send({ attachments: attachments.slice(0, 1) });
    const [first] = stage.written();
    const fault = stage.emulator.faults.add({ kind: 'refuse', code: 131000, method: 'messages', times: 1 });
    const sentParts = [{ externalId: first?.id ?? '' }];
    await expect(send({ attachments, sentParts })).rejects.toMatchObject({ reason: 'transient', sentParts });
    expect(fault.hits).toBe(1);
    expect((await send({ attachments, sentParts })).parts).toHaveLength(3);
    expect(stage.written().map(({ media }) => media?.name)).toEqual(['a.pdf', 'b.pdf', 'c.pdf']);
  });

  it('of a cut line is a doubt for a message and none for an upload', async () => {
    stage.emulator.faults.add({ kind: 'cut-after-accept', method: 'messages', times: 1 });
    await expect(send({ text: 'perhaps' })).rejects.toMatchObject({ reason: 'no-answer' });
    stage.emulator.faults.add({ kind: 'cut-after-accept', method: 'media', times: 1 });
    await expect(send({ attachments: [attachment()] })).rejects.toMatchObject({ reason: 'transient' });
  });
});

describe('signs', () => {
  it('are reactions, put on and taken back', async () => {
    const [hello] = stage.emulator.transcript(stage.number, stage.ann);
    await stage.connection.react?.(stage.ann.phone ?? '', hello?.id ?? '', '👍');
    expect(stage.emulator.transcript(stage.number, stage.ann)[0]?.reactions).toEqual([{ by: 'business', emoji: '👍' }]);
    await stage.connection.react?.(stage.ann.phone ?? '', hello?.id ?? '', null);
    expect(stage.emulator.transcript(stage.number, stage.ann)[0]?.reactions).toEqual([]);
  });

  it('are read marks, and typing in answer to the last message that came', async () => {
    const [hello] = stage.emulator.transcript(stage.number, stage.ann);
    await stage.connection.setTyping?.(stage.ann.phone ?? '');
    expect(stage.ann.isTypedTo()).toBe(false);
    await stage.connection.setTyping?.(stage.ann.phone ?? '', hello?.id);
    expect(stage.ann.isTypedTo()).toBe(true);
    stage.emulator.advance(26_000);
    expect(stage.ann.isTypedTo()).toBe(false);
    await stage.connection.markRead?.(stage.ann.phone ?? '', hello?.id ?? '');
    expect(stage.emulator.transcript(stage.number, stage.ann)[0]?.state).toBe('read');
  });
});
