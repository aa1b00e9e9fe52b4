import { describe, expect, it } from 'vitest';
import { content, event, events, fields, group, message, noted } from './events.fixture.ts';

const hanging = (...attachments: object[]) => content({ attachments });

describe('a text', () => {
  it('comes with who wrote it, when and where, all ids as strings, its number in the conversation as the id', () => {
    expect(message({ text: 'Hello' })).toEqual({
      type: 'message',
      chatId: '700100200',
      externalId: '41',
      sender: { externalId: '700100200', name: 'Anna Lee' },
      sentAt: new Date('2023-11-14T22:13:20Z'),
      content: { text: 'Hello', format: 'plain', attachments: [] },
    });
  });

  it('of an old version of the API stands in the event itself', () => {
    expect(events({ type: 'message_new', group_id: group, object: { ...fields, text: 'old' } })).toMatchObject([
      { content: { text: 'old' } },
    ]);
  });

  it('keeps the marks we have as Markdown; mentions become the names people see', () => {
    const format_data = {
      version: '1',
      items: [
        { type: 'bold', offset: 0, length: 2 },
        { type: 'underline', offset: 3, length: 2 },
        { type: 'url', offset: 6, length: 4, url: 'https://a.example/' },
        { type: 'url', offset: 6, length: 4, url: 'javascript:alert(1)' },
        { type: 'italic', offset: 90, length: 4 },
      ],
    };
    expect(content({ text: 'Hi me here*', format_data })).toMatchObject({
      format: 'markdown',
      text: '**Hi** me [here](https://a.example/)\\*',
    });
    expect(content({ text: '[id7|Bob], see [club5|@shop] [1|2] *' })).toMatchObject({ format: 'plain', text: 'Bob, see @shop [1|2] *' });
  });

  it('of a link with ref names where the person came from', () => {
    expect(content({ text: 'Hi', ref: 'spring', ref_source: 'ad' })).toMatchObject({ referral: { source: 'ad', ref: 'spring' } });
    expect(content({ text: 'Hi', ref: 'spring', ref_source: '' })).toMatchObject({ referral: { source: 'link' } });
  });

  it('that answers names what it answers; an empty answer is none', () => {
    expect(message({ text: 'x', reply_message: { conversation_message_id: 7, text: 'Before' } }).replyTo).toEqual({
      externalId: '7',
      text: 'Before',
    });
    expect(message({ text: 'x', reply_message: {} })).not.toHaveProperty('replyTo');
    expect(message({ text: 'x', reply_message: 7 })).not.toHaveProperty('replyTo');
  });

  it('brings along what was sent on, words and files, however deep', () => {
    const doc = { type: 'doc', doc: { id: 1, owner_id: 2, title: 'a.pdf', ext: 'pdf', size: 3, url: 'https://vk.example/a' } };
    const fwd_messages = [{ text: 'first', fwd_messages: [{ text: 'inner', attachments: [doc] }] }, { text: 'second' }];
    expect(content({ text: 'See:', fwd_messages })).toMatchObject({
      text: 'See:\n\nfirst\n\ninner\n\nsecond',
      forwarded: true,
      attachments: [{ kind: 'document', name: 'a.pdf' }],
    });
  });
});

describe('a file', () => {
  const place = { id: 3, owner_id: 2, access_key: 'k' };
  const address = (name: string) => `https://vk.example/${name}`;
  it.each<[string, object, object, string]>([
    [
      'photo',
      {
        type: 'photo',
        photo: {
          ...place,
          sizes: [
            { type: 's', width: 75, height: 50, url: address('small') },
            { type: 'w', width: 1280, height: 900, url: address('large') },
            { type: 'x', width: 604, height: 400, url: address('mid') },
          ],
        },
      },
      { kind: 'image', mimeType: 'image/jpeg' },
      address('large'),
    ],
    [
      'doc',
      { type: 'doc', doc: { ...place, title: 'bill', ext: 'pdf', size: 7, type: 1, url: address('doc') } },
      { kind: 'document', name: 'bill.pdf', size: 7 },
      address('doc'),
    ],
    [
      'gif',
      { type: 'doc', doc: { ...place, title: 'cat.gif', ext: 'gif', size: 7, type: 3, url: address('gif') } },
      { kind: 'image', variant: 'animation', mimeType: 'image/gif', name: 'cat.gif', size: 7 },
      address('gif'),
    ],
    [
      'voice',
      { type: 'audio_message', audio_message: { ...place, duration: 4, link_ogg: address('ogg'), link_mp3: address('mp3') } },
      { kind: 'voice', mimeType: 'audio/ogg', durationSeconds: 4 },
      address('ogg'),
    ],
    [
      'sticker',
      {
        type: 'sticker',
        sticker: {
          images: [
            { url: address('64'), width: 64, height: 64 },
            { url: address('512'), width: 512, height: 512 },
          ],
        },
      },
      { kind: 'sticker', mimeType: 'image/png' },
      address('512'),
    ],
    ['graffiti', { type: 'graffiti', graffiti: { ...place, url: address('draw') } }, { kind: 'image' }, address('draw')],
    [
      'music',
      { type: 'audio', audio: { ...place, artist: 'A', title: 'B', url: address('song'), duration: 9 } },
      { kind: 'audio', mimeType: 'audio/mpeg', name: 'A - B.mp3', durationSeconds: 9 },
      address('song'),
    ],
  ])('%s', (_name, attachment, described, url) => {
    const [file] = hanging(attachment).attachments;
    const { ref = '', ...rest } = file ?? {};
    expect(rest).toEqual(described);
    expect(ref).toMatch(/^vk:700100200:41:0:/);
    expect(noted.get(ref)).toBe(url);
  });

  it('keeps its reference when VK gives it another address, so that an edit does not fetch it again', () => {
    const photo = (url: string) => ({ type: 'photo', photo: { ...place, sizes: [{ width: 1, height: 1, url: address(url) }] } });
    const edited = events(event('message_edit', { ...fields, update_time: 1_700_000_060, attachments: [photo('b')] }));
    expect(edited).toMatchObject([{ type: 'edit', content: { attachments: hanging(photo('a')).attachments } }]);
  });

  it('without an address stands all the same: it is asked for when it is fetched', () => {
    expect(hanging({ type: 'photo', photo: place }).attachments).toMatchObject([{ kind: 'image' }]);
  });
});

describe('things that are no files', () => {
  const place = { id: 3, owner_id: -2 };
  it.each<[string, object, object]>([
    [
      'video',
      { type: 'video', video: { ...place, title: 'Clip' } },
      { shared: { what: 'link', url: 'https://vk.com/video-2_3', title: 'Clip' } },
    ],
    [
      'post',
      { type: 'wall', wall: { id: 3, to_id: -2, text: 'News' } },
      { shared: { what: 'post', url: 'https://vk.com/wall-2_3', text: 'News' } },
    ],
    [
      'product',
      { type: 'market', market: { ...place, title: 'Tea', price: { text: '5 €' } } },
      { shared: { what: 'product', url: 'https://vk.com/market-2_3', title: 'Tea', text: '5 €' } },
    ],
    [
      'link',
      { type: 'link', link: { url: 'https://a.example', title: 'A' } },
      { shared: { what: 'link', url: 'https://a.example', title: 'A' } },
    ],
    ['music of VK', { type: 'audio', audio: { artist: 'A', title: 'B', url: '' } }, { text: '🎵 A - B' }],
    ['poll', { type: 'poll', poll: { question: 'Tea?' } }, { text: '📊 Tea?' }],
    ['hologram', { type: 'hologram', hologram: {} }, { unsupported: true, unsupportedType: 'hologram', text: '' }],
    ['gift', { type: 'gift', gift: { id: 1 } }, { unsupported: true, unsupportedType: 'gift' }],
  ])('%s', (_name, attachment, expected) => {
    expect(hanging(attachment)).toMatchObject(expected);
  });

  it('several of them: the first is shown as shared, the others are named', () => {
    const link = (nth: number) => ({ type: 'link', link: { url: `https://a.example/${nth}`, title: `L${nth}` } });
    expect(hanging(link(1), link(2))).toMatchObject({ shared: { title: 'L1' }, text: 'L2 https://a.example/2' });
  });

  it('a message of nothing is a placeholder', () => {
    expect(content({})).toMatchObject({ unsupported: true, unsupportedType: 'empty' });
  });
});

describe('a place', () => {
  it.each([
    { coordinates: { latitude: 55.75, longitude: 37.6 }, place: { title: 'Moscow' } },
    { coordinates: '55.75 37.6', place: { title: 'Moscow' } },
  ])('%j', (geo) => {
    expect(content({ geo }).location).toEqual({ latitude: 55.75, longitude: 37.6, name: 'Moscow' });
  });
});
