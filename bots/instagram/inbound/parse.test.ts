import { describe, expect, it } from 'vitest';
import { UnreadablePayload } from '../../contract/error.ts';
import { ids, read as readBy, webhook } from '../account.fixture.ts';
import { parsePayload } from './parse.ts';

const now = new Date('2026-11-28T12:00:00.000Z');
const at = new Date(1_700_000_000_123);
const read = (payload: unknown) => readBy({ parse: (given) => parsePayload(given, { accountId: ids.shop, now: () => now }) }, payload);
const content = (fields: object) => {
  const [event] = read(webhook({ message: { mid: 'm', ...fields } }));
  return typeof event === 'object' && event.type === 'message' ? event.content : event;
};
const attached = (type: string, payload?: object) => content({ attachments: [{ type, ...(payload && { payload }) }] });
const fromShop = { sender: { id: ids.shop }, recipient: { id: ids.ann } };

describe('a message', () => {
  it('is of who wrote it, when they wrote it, under a name that the profile replaces', () => {
    expect(read(webhook({ message: { mid: 'm1', text: 'Hi', reply_to: { mid: 'm0' } } }))).toEqual([
      {
        type: 'message',
        chatId: ids.ann,
        externalId: 'm1',
        sender: { externalId: ids.ann, name: 'Instagram 000001', isNameMade: true },
        sentAt: at,
        content: { text: 'Hi', format: 'plain', attachments: [] },
        replyTo: { externalId: 'm0' },
      },
    ]);
  });

  it('brings files as what they are to a person: recorded sound is a voice message', () => {
    const kinds = { image: 'image', video: 'video', audio: 'voice', file: 'document', sticker: 'sticker' };
    for (const [type, kind] of Object.entries(kinds)) {
      expect(attached(type, { url: 'https://cdn.test/1' }), type).toMatchObject({ attachments: [{ kind, ref: 'https://cdn.test/1' }] });
    }
    const three = content({
      text: 'see',
      attachments: [1, 2, 3].map((n) => ({ type: 'image', payload: { url: `https://cdn.test/${n}` } })),
    });
    expect(three).toMatchObject({ text: 'see', attachments: [{}, {}, {}] });
  });

  it('brings what was shared as such, and never as a file to fetch', () => {
    const url = 'https://www.instagram.com/p/1';
    const said = {
      share: 'post',
      ig_post: 'post',
      ig_reel: 'reel',
      reel: 'reel',
      story_mention: 'story-mention',
      ig_story: 'link',
      fallback: 'link',
    };
    for (const [type, what] of Object.entries(said)) {
      expect(attached(type, { url, title: 'New shoes' }), type).toMatchObject({
        attachments: [],
        shared: { what, url, title: 'New shoes' },
      });
    }
    expect(attached('share')).toMatchObject({ shared: { what: 'post' } });
    expect(attached('template', { product: { elements: [{ id: '1', title: 'Shoes', subtitle: '50 €', image_url: url }] } })).toMatchObject({
      shared: { what: 'product', title: 'Shoes', text: '50 €', url },
    });
    const two = content({
      attachments: [
        { type: 'ig_post', payload: { url } },
        { type: 'ig_reel', payload: { url: `${url}2` } },
      ],
    });
    expect(two).toMatchObject({ shared: { what: 'post', url }, text: `${url}2` });
  });

  it('that answers a story points at it', () => {
    const story = { id: '18', url: 'https://cdn.test/story' };
    expect(content({ text: 'Wow', reply_to: { story } })).toMatchObject({ text: 'Wow', shared: { what: 'story-reply', url: story.url } });
  });

  it('from a quick reply carries its payload, from an advert where the customer came from', () => {
    expect(content({ text: 'Yes', quick_reply: { payload: 'yes-1' } })).toMatchObject({
      text: 'Yes',
      choice: { payload: 'yes-1', title: 'Yes' },
    });
    const referral = {
      ref: 'spring',
      ad_id: '77',
      source: 'ADS',
      type: 'OPEN_THREAD',
      ads_context_data: { ad_title: 'Spring', photo_url: 'https://cdn.test/ad' },
    };
    expect(content({ text: 'Hi', referral })).toMatchObject({
      referral: { source: 'ads', ref: 'spring', headline: 'Spring', url: 'https://cdn.test/ad' },
    });
    expect(content({ text: 'Hi', referral: { product: { id: '9' } } })).toMatchObject({ referral: { source: 'product', ref: '9' } });
  });

  it('of a heart is a heart, and one that can not be shown a placeholder with what it was', () => {
    expect(attached('like_heart')).toMatchObject({ text: '❤' });
    expect(content({ is_unsupported: true })).toMatchObject({ unsupported: true, unsupportedType: 'unsupported' });
    expect(content({})).toMatchObject({ unsupported: true, unsupportedType: 'empty' });
    expect(attached('ephemeral')).toMatchObject({ unsupported: true, unsupportedType: 'ephemeral' });
    expect(attached('image')).toMatchObject({ unsupported: true, unsupportedType: 'image' });
    expect(content({ text: 'words', attachments: [{ type: 'ephemeral' }] })).toMatchObject({ text: 'words', unsupported: true });
  });

  it('of the account itself is an echo in the chat of whom it went to', () => {
    const echo = { type: 'message', chatId: ids.ann, echo: true, sender: { externalId: ids.ann }, content: { text: 'Ours' } };
    expect(read(webhook({ ...fromShop, message: { mid: 'e', text: 'Ours', is_echo: true } }))).toMatchObject([echo]);
    expect(read(webhook({ ...fromShop, message: { mid: 'e', text: 'Ours' } }))).toMatchObject([echo]);
    const byPage = { sender: { id: 'page' }, recipient: { id: ids.ann }, message: { mid: 'e', text: 'Ours', is_echo: true } };
    expect(read(webhook(byPage))).toMatchObject([echo]);
    const card = { type: 'template', payload: { generic: { elements: [{ title: 'Shoes', subtitle: '50 €' }] } } };
    expect(read(webhook({ ...fromShop, message: { mid: 'e', is_echo: true, attachments: [card] } }))).toMatchObject([
      { content: { text: 'Shoes\n50 €' } },
    ]);
  });
});

describe('what happens to a message', () => {
  it('is told: an edit, an unsend from either side, a reaction and its end', () => {
    const edit = (num_edit: unknown, text = 'better') => read(webhook({ message_edit: { mid: 'm', text, num_edit } }));
    expect(edit(1)).toMatchObject([{ type: 'edit', chatId: ids.ann, externalId: 'm', editedAt: at, content: { text: 'better' } }]);
    expect(edit('2')).toMatchObject([{ type: 'edit' }]);
    expect(edit(0)).toMatchObject([{ type: 'message', externalId: 'm', content: { text: 'better' } }]);
    expect(edit(0, '')).toEqual([]);
    for (const way of [{}, { ...fromShop }]) {
      expect(read(webhook({ ...way, message: { mid: 'm', is_deleted: true } }))).toEqual([
        { type: 'delete', chatId: ids.ann, externalIds: ['m'], deletedAt: at },
      ]);
    }
    const reactions = [
      { action: 'react', reaction: 'love', emoji: '❤️' },
      { action: 'react', reaction: 'wow' },
      { action: 'react', emoji: '🔥' },
      { action: 'unreact' },
    ];
    const emojis = reactions.map((reaction) => read(webhook({ reaction: { mid: 'm', ...reaction } })));
    expect(emojis.flat()).toMatchObject([{ emojis: ['❤️'] }, { emojis: ['😮'] }, { emojis: ['🔥'] }, { emojis: [] }]);
    expect(read(webhook({ ...fromShop, reaction: { mid: 'm', action: 'react' } }))).toEqual([]);
  });

  it('is told of ours: up to which it was read, which was delivered', () => {
    expect(read(webhook({ read: { mid: 'm9' } }))).toEqual([
      { type: 'receipt', chatId: ids.ann, externalIds: [], upTo: 'm9', state: 'read', at },
    ]);
    expect(read(webhook({ read: { watermark: 1_700_000_000_100 } }))).toEqual([
      { type: 'receipt', chatId: ids.ann, externalIds: [], upToTime: new Date(1_700_000_000_100), state: 'read', at },
    ]);
    expect(read(webhook({ read: {} }))).toEqual([]);
    expect(read(webhook({ delivery: { mids: ['m8', 'm9'], watermark: 1 } }))).toMatchObject([
      { externalIds: ['m8', 'm9'], state: 'delivered' },
    ]);
    expect(read(webhook({ delivery: { watermark: 1 } }))).toEqual([]);
  });

  it('is a message of its own when a button was pressed, also on standby, where its payload is not told', () => {
    const press = { mid: 'p1', title: 'Order', payload: 'order-7' };
    expect(read(webhook({ postback: press }))).toMatchObject([
      { type: 'message', externalId: 'p1', content: { text: 'Order', choice: { payload: 'order-7', title: 'Order' } } },
    ]);
    const [first, again] = [read(webhook({ postback: { title: 'Order' } })), read(webhook({ postback: { title: 'Order' } }))];
    expect(first).toMatchObject([{ externalId: expect.stringMatching(/^postback:/), content: { choice: { payload: 'Order' } } }]);
    expect(again).toEqual(first);
  });
});

describe('a webhook', () => {
  const text = { sender: { id: ids.ann }, recipient: { id: ids.shop }, timestamp: 1_700_000_000_123, message: { mid: 'm', text: 'Hi' } };
  const entry = (fields: object) => ({ object: 'instagram', entry: [{ id: ids.shop, time: 1_700_000_000_456, ...fields }] });

  it('is read wherever its events stand: on standby, as changes, in a list of payloads, several accounts in one', () => {
    expect(read(entry({ standby: [text] }))).toMatchObject([{ externalId: 'm' }]);
    expect(read(entry({ changes: [{ field: 'messages', value: text }] }))).toMatchObject([{ externalId: 'm' }]);
    expect(read([entry({ messaging: [text] }), entry({ standby: [{ ...text, message: { mid: 'n', text: 'Ho' } }] })])).toHaveLength(2);
    expect(
      read({
        object: 'instagram',
        entry: [
          { id: 'other', messaging: [{ ...text, recipient: { id: 'other' } }] },
          { id: 'page', messaging: [text] },
        ],
      }),
    ).toHaveLength(1);
  });

  it('about comments, mentions, threads that changed hands and other accounts says nothing to us', () => {
    expect(read(entry({ changes: [{ field: 'comments', value: { id: '1', from: { id: '2' }, text: 'Nice' } }] }))).toEqual([]);
    expect(read(entry({ messaging: [{ ...text, message: undefined, pass_thread_control: {} }] }))).toEqual([]);
    expect(read(entry({ messaging: [{ recipient: { id: ids.shop }, app_roles: {} }] }))).toEqual([]);
    expect(
      read({
        object: 'instagram',
        entry: [{ id: '0', time: 1, messaging: [{ ...text, sender: { id: '12334' }, recipient: { id: '23245' } }] }],
      }),
    ).toEqual([]);
    expect(read({ object: 'instagram', entry: [] })).toEqual([]);
    expect(read({ object: 'instagram', entry: [{ id: ids.shop }] })).toEqual([]);
  });

  it('keeps each bad element by itself, with what is wrong with it', () => {
    const bad = [
      null,
      7,
      {},
      { ...text, sender: {} },
      { ...text, message: { text: 'no mid' } },
      { ...text, timestamp: 'soon' },
      { ...text, message: undefined, hologram: {} },
    ];
    const seen = read(entry({ messaging: [text, ...bad, { ...text, message: { mid: 'n', text: 'Ho' } }] }));
    expect(seen.map((event) => (typeof event === 'string' ? 'bad' : event.type))).toEqual(['message', ...bad.map(() => 'bad'), 'message']);
    expect(seen.at(-2)).toBe('an event of a kind nobody knows: hologram');
    expect(read(entry({ messaging: 'none' }))).toEqual(['a list of events that is none']);
  });

  it('of a page, or of nothing, is unreadable as a whole', () => {
    for (const payload of [{ object: 'page', entry: [] }, null, 'text', [], {}, { object: 'instagram' }])
      expect(() => read(payload)).toThrow(UnreadablePayload);
  });

  it('is read with its times in seconds, as ISO text, or of the entry or now when it has none', () => {
    const times = (timestamp: unknown, time?: unknown) =>
      read({ object: 'instagram', entry: [{ id: ids.shop, time, messaging: [{ ...text, timestamp }] }] }).map((event) =>
        typeof event === 'object' && event.type === 'message' ? event.sentAt.toISOString() : event,
      );
    expect(times(1_700_000_000)).toEqual(['2023-11-14T22:13:20.000Z']);
    expect(times('1700000000123')).toEqual(['2023-11-14T22:13:20.123Z']);
    expect(times('2023-11-14T22:13:20+0000')).toEqual(['2023-11-14T22:13:20.000Z']);
    expect(times(undefined, 1_700_000_000_000)).toEqual(['2023-11-14T22:13:20.000Z']);
    expect(times(undefined)).toEqual([now.toISOString()]);
  });

  it('keeps ids beyond 2^53 as they are, and makes those that came as numbers strings', () => {
    expect(read({ object: 'instagram', entry: [{ id: 5, messaging: [{ ...text, sender: { id: 77 }, recipient: { id: 5 } }] }] })).toEqual(
      [],
    );
    expect(read(entry({ messaging: [{ ...text, sender: { id: 77 } }] }))).toMatchObject([{ chatId: '77' }]);
    expect(read(entry({ messaging: [{ ...text, sender: { id: '99999999999999999999' } }] }))).toMatchObject([
      { chatId: '99999999999999999999' },
    ]);
  });
});
