import { describe, expect, it } from 'vitest';
import { inboundEvent } from '../../contract/inbound.ts';
import type { InboundEvent, InboundMessage } from '../../contract/inbound.ts';
import { parsePayload } from './parse.ts';

const now = () => new Date('2026-11-20T10:00:00Z');
const ann = { id: 700100200, is_bot: false, first_name: 'Ann', last_name: 'Lee', username: 'annlee', language_code: 'en' };
const privateChat = { id: 700100200, type: 'private', first_name: 'Ann', last_name: 'Lee', username: 'annlee' };
const envelope = { message_id: 41, date: 1_700_000_000, chat: privateChat, from: ann };

const events = (payload: unknown): InboundEvent[] =>
  parsePayload(payload, now).map((element) => {
    if ('unreadable' in element) throw new Error(element.unreadable);
    return inboundEvent.parse(element.event);
  });
const received = (fields: object, kind = 'message') => events({ update_id: 1, [kind]: { ...envelope, ...fields } });
function message(fields: object): InboundMessage {
  const [event] = received(fields);
  if (event?.type !== 'message') throw new Error(`Not a message: ${JSON.stringify(event)}`);
  return event;
}
const content = (fields: object) => message(fields).content;

describe('a text', () => {
  it('comes with who wrote it, when and where, all ids as strings', () => {
    expect(message({ text: 'Hello' })).toEqual({
      type: 'message',
      chatId: '700100200',
      externalId: '41',
      sender: { externalId: '700100200', name: 'Ann Lee', username: 'annlee', language: 'en' },
      sentAt: new Date('2023-11-14T22:13:20Z'),
      content: { text: 'Hello', format: 'plain', attachments: [] },
    });
  });

  it('keeps the entities we have as Markdown and leaves the others plain', () => {
    const entities = [
      { type: 'bold', offset: 0, length: 2 },
      { type: 'mention', offset: 3, length: 4 },
      { type: 'expandable_blockquote', offset: 8, length: 5 },
      { type: 'text_link', offset: 14, length: 4, url: 'https://a.example/' },
      { type: 'spoiler', offset: 19, length: 3 },
      { type: 'text_link', offset: 23, length: 3, url: 'tg://user?id=1' },
    ];
    expect(content({ text: 'Hi @ann\nquote\nlink_abc tg*', entities })).toMatchObject({
      format: 'markdown',
      text: '**Hi** @ann\n> quote\n[link](https://a.example/)\\_abc tg\\*',
    });
  });

  it('stays plain, sign by sign, when nothing in it is marked', () => {
    expect(content({ text: '2 * 3 _x_', entities: [{ type: 'bot_command', offset: 0, length: 1 }] })).toMatchObject({
      text: '2 * 3 _x_',
      format: 'plain',
    });
  });

  it('of a deep link names what was in the link', () => {
    expect(content({ text: '/start ad-7' })).toMatchObject({ text: '/start ad-7', referral: { source: 'deep-link', ref: 'ad-7' } });
    expect(content({ text: '/start' })).not.toHaveProperty('referral');
  });
});

describe('a file', () => {
  const file = { file_id: 'F1', file_unique_id: 'u', file_size: 1234 };
  it.each<[string, object, object]>([
    [
      'photo',
      {
        photo: [
          { ...file, file_id: 'small', width: 90, height: 60 },
          { ...file, width: 1280, height: 900 },
          { ...file, file_id: 'mid', width: 320, height: 200 },
        ],
      },
      { kind: 'image', ref: 'F1', mimeType: 'image/jpeg', size: 1234 },
    ],
    [
      'document',
      { document: { ...file, file_name: 'a.pdf', mime_type: 'application/pdf' } },
      { kind: 'document', ref: 'F1', name: 'a.pdf', mimeType: 'application/pdf', size: 1234 },
    ],
    [
      'video',
      { video: { ...file, width: 1, height: 1, duration: 9, mime_type: 'video/mp4' } },
      { kind: 'video', ref: 'F1', mimeType: 'video/mp4', size: 1234, durationSeconds: 9 },
    ],
    [
      'voice',
      { voice: { ...file, duration: 3, mime_type: 'audio/ogg' } },
      { kind: 'voice', ref: 'F1', mimeType: 'audio/ogg', size: 1234, durationSeconds: 3 },
    ],
    [
      'audio',
      { audio: { ...file, duration: 200, file_name: 'song.mp3', mime_type: 'audio/mpeg' } },
      { kind: 'audio', ref: 'F1', name: 'song.mp3', mimeType: 'audio/mpeg', size: 1234, durationSeconds: 200 },
    ],
    [
      'video note',
      { video_note: { ...file, length: 240, duration: 5 } },
      { kind: 'video', variant: 'note', ref: 'F1', mimeType: 'video/mp4', size: 1234, durationSeconds: 5 },
    ],
    [
      'animation',
      { animation: { ...file, duration: 2, mime_type: 'video/mp4' }, document: { ...file, file_id: 'old' } },
      { kind: 'video', variant: 'animation', ref: 'F1', mimeType: 'video/mp4', size: 1234, durationSeconds: 2 },
    ],
    [
      'still sticker',
      { sticker: { ...file, emoji: '😀', is_animated: false, is_video: false } },
      { kind: 'sticker', ref: 'F1', name: '😀.webp', mimeType: 'image/webp', size: 1234 },
    ],
    [
      'animated sticker',
      { sticker: { ...file, is_animated: true, is_video: false } },
      { kind: 'sticker', ref: 'F1', name: 'sticker.tgs', mimeType: 'application/x-tgsticker', size: 1234 },
    ],
    [
      'video sticker',
      { sticker: { ...file, is_animated: false, is_video: true } },
      { kind: 'sticker', ref: 'F1', name: 'sticker.webm', mimeType: 'video/webm', size: 1234 },
    ],
  ])('%s', (_name, fields, attachment) => {
    expect(content(fields).attachments).toEqual([attachment]);
  });

  it('of more than a bot can download keeps its size and its reference', () => {
    expect(content({ document: { ...file, file_size: 99_000_000 } }).attachments).toEqual([
      { kind: 'document', ref: 'F1', size: 99_000_000 },
    ]);
  });

  it('of an album names its group, and its caption is the text', () => {
    const part = message({
      media_group_id: 'g1',
      photo: [{ ...file, width: 1, height: 1 }],
      caption: 'Two',
      caption_entities: [{ type: 'italic', offset: 0, length: 3 }],
    });
    expect(part).toMatchObject({ groupId: 'g1', externalId: '41', content: { text: '*Two*', format: 'markdown' } });
  });
});

describe('other kinds', () => {
  it('a venue is a location with a name', () => {
    const location = { latitude: 55.75, longitude: 37.61 };
    expect(content({ location, venue: { location, title: 'Cafe', address: 'Main 1' } }).location).toEqual({
      ...location,
      name: 'Cafe',
      address: 'Main 1',
    });
  });

  it('a moving live location is an edit with the new place', () => {
    expect(
      received({ location: { latitude: 1, longitude: 2, live_period: 900 }, edit_date: 1_700_000_060 }, 'edited_message'),
    ).toMatchObject([
      { type: 'edit', externalId: '41', editedAt: new Date('2023-11-14T22:14:20Z'), content: { location: { latitude: 1, longitude: 2 } } },
    ]);
  });

  it("a contact has the numbers and addresses of its card, Telegram's number once", () => {
    const vcard =
      'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo\r\nTEL;TYPE=CELL:+1 555\r\n 123\r\nitem1.TEL:+7900\r\nEMAIL;TYPE=HOME:bo@a.example\r\nEND:VCARD';
    expect(content({ contact: { phone_number: '+1555123', first_name: 'Bo', vcard } }).contacts).toEqual([
      { name: 'Bo', phones: ['+1555123', '+7900'], emails: ['bo@a.example'] },
    ]);
  });

  it.each<[string, object, string]>([
    ['poll', { poll: { id: 'p', question: 'Tea?', options: [] } }, 'Tea?'],
    ['dice', { dice: { emoji: '🎲', value: 5 } }, '🎲 5'],
    ['story', { story: { id: 1 } }, ''],
    ['paid_media', { paid_media: { star_count: 1 }, caption: 'Buy' }, 'Buy'],
    ['hologram', { hologram: { depth: 3 }, is_from_offline: true }, ''],
    ['constructor', { constructor: 1 }, ''],
    ['empty', {}, ''],
  ])('a kind we can not show (%s) is a placeholder under its own name', (unsupportedType, fields, text) => {
    expect(content(fields)).toEqual({ text, format: 'plain', attachments: [], unsupported: true, unsupportedType });
  });

  it('a pinned message is no message', () => {
    expect(received({ pinned_message: { message_id: 1, date: 0, chat: privateChat } })).toEqual([]);
  });

  it('a forward says that it is one', () => {
    expect(content({ text: 'x', forward_origin: { type: 'hidden_user', sender_user_name: 'B', date: 1 } }).forwarded).toBe(true);
  });
});

describe('an answer', () => {
  it('names the message it answers and the words it quotes', () => {
    expect(
      message({ text: 'x', reply_to_message: { message_id: 7, text: 'Long text' }, quote: { text: 'text', position: 5 } }).replyTo,
    ).toEqual({ externalId: '7', text: 'text' });
    expect(message({ text: 'x', reply_to_message: { message_id: 7, caption: 'Cap' } }).replyTo).toEqual({ externalId: '7', text: 'Cap' });
  });

  it('to a message of another chat keeps the quoted words only', () => {
    expect(message({ text: 'x', external_reply: { origin: {}, message_id: 3 }, quote: { text: 'there' } }).replyTo).toEqual({
      text: 'there',
    });
  });
});
