import { describe, expect, it } from 'vitest';
import { UnreadablePayload } from '../../contract/error.ts';
import type { InboundEvent } from '../../contract/inbound.ts';
import { createOwnContexts } from '../account/own-contexts.ts';
import { poisonSigns } from './poison.fixture.ts';
import { parsePayload } from './parse.ts';

const viewer = '1';
const chat = {
  id: '34028',
  people: [{ pk: '77', username: 'ann.lee', full_name: 'Ann Lee', profile_pic_url: 'https://scontent.cdninstagram.com/a.jpg' }],
};
const own = createOwnContexts('channel');
const when = '1630317967296799';

function read(fields: object): InboundEvent[] {
  const item = { item_id: '900', user_id: 77, timestamp: when, item_type: 'text', ...fields };
  return parsePayload([{ kind: 'item', viewer, chat, item }], own).flatMap((element) => ('event' in element ? [element.event] : []));
}

/** The content of the one message an item gives. */
function contentOf(type: string, body: object) {
  const [event] = read({ item_type: type, ...body });
  if (event?.type !== 'message') throw new Error('no message');
  return event.content;
}

const picture = {
  image_versions2: {
    candidates: [
      { url: 'https://x.fbcdn.net/s.jpg', width: 240 },
      { url: 'https://x.fbcdn.net/l.jpg', width: 640 },
    ],
  },
};
const film = { ...picture, video_versions: [{ url: 'https://x.fbcdn.net/v.mp4', width: 640 }], video_duration: 12.5 };
const place = (ref: string | undefined): unknown => JSON.parse(ref ?? 'null');

describe('a message', () => {
  it('has its place, its time, and its writer by the chat', () => {
    expect(read({ text: 'Hi' })).toMatchObject([
      {
        type: 'message',
        chatId: '34028',
        externalId: '900',
        sentAt: new Date(1630317967296),
        sender: { externalId: '77', name: 'Ann Lee', username: 'ann.lee', avatarRef: expect.stringContaining('cdninstagram') },
        content: { text: 'Hi' },
      },
    ]);
    expect(read({ text: 'x', user_id: 5 })).toMatchObject([{ sender: { externalId: '5', name: 'Instagram 5' } }]);
  });

  it('of the account itself is an echo in the name of the customer, which the hub needs of its own whole texts only', () => {
    expect(read({ text: 'Ours', user_id: 1, client_context: '6838049163048278514' })).toMatchObject([
      { echo: true, sender: { externalId: '77' } },
    ]);
    const context = own.make('65f0c0ffee65f0c0ffee65f0', 2, 3);
    expect(context).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(own.read(context)).toEqual({ messageId: '65f0c0ffee65f0c0ffee65f0', part: 2, parts: 3 });
    expect(createOwnContexts('another').read(context)).toBeNull();
    expect(read({ text: 'Ours', user_id: 1, client_context: context })).toEqual([]);
    const whole = own.make('65f0c0ffee65f0c0ffee65f0', 0, 1);
    expect(read({ text: 'Ours', user_id: 1, client_context: whole })).toMatchObject([{ echo: true, content: { text: 'Ours' } }]);
    expect(read({ item_type: 'media', media: picture, user_id: 1, client_context: whole })).toEqual([]);
  });

  it('that is a line of a log or hidden says nothing', () => {
    expect(read({ item_type: 'action_log', action_log: { description: 'Ann liked a message' } })).toEqual([]);
    expect(read({ text: 'x', hide_in_thread: 1 })).toEqual([]);
  });

  it('that answers another names it', () => {
    expect(read({ text: 'Yes', replied_to_message: { item_id: '899', user_id: 1, item_type: 'text', text: 'Blue?' } })).toMatchObject([
      { replyTo: { externalId: '899', text: 'Blue?' } },
    ]);
  });
});

describe('files', () => {
  it.each([
    ['media', { media: picture }, { kind: 'image', mimeType: 'image/jpeg' }, 'https://x.fbcdn.net/l.jpg'],
    ['media', { media: film }, { kind: 'video', mimeType: 'video/mp4', durationSeconds: 12.5 }, 'https://x.fbcdn.net/v.mp4'],
    ['raven_media', { visual_media: { media: picture } }, { kind: 'image' }, 'https://x.fbcdn.net/l.jpg'],
    [
      'voice_media',
      { voice_media: { media: { audio: { audio_src: 'https://x.fbcdn.net/a.mp4', duration: 2400 } } } },
      { kind: 'voice', durationSeconds: 2.4 },
      'https://x.fbcdn.net/a.mp4',
    ],
    [
      'animated_media',
      { animated_media: { images: { fixed_height: { url: 'https://media.giphy.com/g.gif', mp4: 'https://media.giphy.com/g.mp4' } } } },
      { kind: 'video', variant: 'animation' },
      'https://media.giphy.com/g.mp4',
    ],
    [
      'animated_media',
      { animated_media: { is_sticker: true, images: { fixed_height: { webp: 'https://media.giphy.com/g.webp' } } } },
      { kind: 'sticker', mimeType: 'image/webp' },
      'https://media.giphy.com/g.webp',
    ],
  ])('of %s are read', (type, body, expected, url) => {
    const [file] = contentOf(type, body).attachments;
    expect(file).toMatchObject(expected);
    expect(place(file?.ref)).toEqual({ t: '34028', i: '900', n: 0, u: url });
  });

  it('of several pictures keep their places', () => {
    const { attachments } = contentOf('media', { media: { carousel_media: [picture, film] } });
    expect(attachments.map(({ kind, ref }) => [kind, place(ref)])).toEqual([
      ['image', expect.objectContaining({ n: 0 })],
      ['video', expect.objectContaining({ n: 1 })],
    ]);
  });

  it('that could be seen once and were are a placeholder', () => {
    expect(contentOf('raven_media', { visual_media: { media: { media_type: 1 } } })).toMatchObject({
      unsupported: true,
      unsupportedType: 'raven_media',
      attachments: [],
    });
  });
});

describe('what a message points at', () => {
  it.each([
    [
      'media_share',
      { code: 'Cx1', user: { username: 'bob' }, caption: { text: 'Blue' } },
      { what: 'post', url: 'https://www.instagram.com/p/Cx1/', title: '@bob', text: 'Blue' },
    ],
    ['media_share', { code: 'Cx1', product_type: 'clips' }, { what: 'reel', url: 'https://www.instagram.com/reel/Cx1/' }],
    ['clip', { clip: { code: 'Cx2' } }, { what: 'reel', url: 'https://www.instagram.com/reel/Cx2/' }],
    ['felix_share', { video: { code: 'Cx3' } }, { what: 'reel', url: 'https://www.instagram.com/reel/Cx3/' }],
    [
      'reel_share',
      { type: 'reply', text: 'Nice', media: { id: '55_1', user: { username: 'shop' } } },
      { what: 'story-reply', url: 'https://www.instagram.com/stories/shop/55/' },
    ],
    [
      'reel_share',
      { type: 'mention', text: '', media: { id: '56_77', user: { username: 'ann.lee' } } },
      { what: 'story-mention', url: 'https://www.instagram.com/stories/ann.lee/56/' },
    ],
    ['reel_share', { type: 'reaction', text: '😍', media: {} }, { what: 'story-reply' }],
    ['story_share', { title: 'Gone', message: 'No longer available' }, { what: 'post', title: 'Gone', text: 'No longer available' }],
    ['profile', { username: 'bob', full_name: 'Bob' }, { what: 'link', url: 'https://www.instagram.com/bob/', title: 'Bob', text: '@bob' }],
    ['hashtag', { name: 'blue' }, { what: 'link', url: 'https://www.instagram.com/explore/tags/blue/', title: '#blue' }],
    ['product_share', { product: { name: 'Chair', current_price: '€10' } }, { what: 'product', title: 'Chair', text: '€10' }],
    [
      'xma_media_share',
      [{ target_url: 'https://www.instagram.com/p/Cx4/', header_title_text: 'bob', title_text: 'Blue chairs' }],
      { what: 'post', url: 'https://www.instagram.com/p/Cx4/', title: 'bob', text: 'Blue chairs' },
    ],
    ['xma_clip', [{ target_url: 'https://www.instagram.com/reel/Cx5/' }], { what: 'reel', url: 'https://www.instagram.com/reel/Cx5/' }],
    ['xma_reel_share', [{ target_url: 'https://www.instagram.com/stories/shop/1/' }], { what: 'story-reply' }],
    ['xma_reel_mention', [{ target_url: 'https://www.instagram.com/stories/ann/1/' }], { what: 'story-mention' }],
    ['xma_link', [{ target_url: 'https://a.example/', title_text: 'A' }], { what: 'link', url: 'https://a.example/', title: 'A' }],
  ])('is told of %s', (type, body, shared) => {
    expect(contentOf(type, { [type]: body })).toMatchObject({ shared, attachments: [] });
  });

  it('comes with the words that were said to it', () => {
    expect(contentOf('reel_share', { reel_share: { type: 'reply', text: 'Nice', media: {} } })).toMatchObject({ text: 'Nice' });
    const link = { text: 'see a.example', link_context: { link_url: 'https://a.example/', link_title: 'A', link_summary: 'All of it' } };
    expect(contentOf('link', { link })).toMatchObject({
      text: 'see a.example',
      shared: { what: 'link', url: 'https://a.example/', title: 'A', text: 'All of it' },
    });
  });
});

describe('other kinds', () => {
  it('are words, a heart, a place, or a placeholder with what it says', () => {
    expect(contentOf('like', { like: '❤️' })).toMatchObject({ text: '❤️' });
    expect(contentOf('location', { location: { lat: 1.5, lng: 2.5, name: 'Cafe', address: 'Main 1' } })).toMatchObject({
      location: { latitude: 1.5, longitude: 2.5, name: 'Cafe', address: 'Main 1' },
    });
    expect(contentOf('placeholder', { placeholder: { title: 'Message unavailable', message: 'It was deleted' } })).toMatchObject({
      unsupported: true,
      unsupportedType: 'placeholder',
      text: 'Message unavailable\nIt was deleted',
    });
    expect(contentOf('video_call_event', { video_call_event: { description: 'You missed a call' } })).toMatchObject({
      unsupported: true,
      text: 'You missed a call',
    });
    expect(contentOf('hologram', { text: 'look' })).toMatchObject({ unsupported: true, unsupportedType: 'hologram', text: 'look' });
  });
});

describe('200 poison elements', () => {
  it('are each read or told to be unreadable, and spoil none of their neighbours', () => {
    const good = { kind: 'item', viewer, chat, item: { item_id: '1', user_id: 77, timestamp: when, item_type: 'text', text: 'good' } };
    const poison = poisonSigns(200, good);
    expect(poison).toHaveLength(200);
    for (const bad of poison) {
      const elements = parsePayload([good, bad, good], own);
      const texts = elements.map((element) => ('event' in element && element.event.type === 'message' ? element.event.content.text : ''));
      expect([texts[0], texts.at(-1)]).toEqual(['good', 'good']);
    }
    for (const bad of poison) expect(() => tryParse(bad)).not.toThrow();
  });
});

function tryParse(payload: unknown): void {
  try {
    parsePayload(payload, own);
  } catch (error) {
    if (!(error instanceof UnreadablePayload)) throw error;
  }
}
