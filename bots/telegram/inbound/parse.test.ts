import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadablePayload } from '../../contract/error.ts';
import { inboundEvent } from '../../contract/inbound.ts';
import type { InboundEvent } from '../../contract/inbound.ts';
import { parsePayload } from './parse.ts';

const now = () => new Date('2026-11-20T10:00:00Z');
const ann = { id: 700100200, is_bot: false, first_name: 'Ann', last_name: 'Lee', username: 'annlee', language_code: 'en' };
const privateChat = { id: 700100200, type: 'private', first_name: 'Ann', last_name: 'Lee', username: 'annlee' };
const group = { id: -100123, type: 'supergroup', title: 'Friends' };
const envelope = { message_id: 41, date: 1_700_000_000, chat: privateChat, from: ann };

const events = (payload: unknown): InboundEvent[] =>
  parsePayload(payload, now).map((element) => {
    if ('unreadable' in element) throw new Error(element.unreadable);
    return inboundEvent.parse(element.event);
  });
const received = (fields: object, kind = 'message') => events({ update_id: 1, [kind]: { ...envelope, ...fields } });

describe('a pressed button', () => {
  const press = (fields: object) => events({ update_id: 2, callback_query: { id: 'q9', from: ann, chat_instance: '1', ...fields } });
  const keyboard = { inline_keyboard: [[{ text: 'No', callback_data: 'n' }], [{ text: 'Yes, please', callback_data: 'y' }]] };

  it('is a message with the choice under the pressed message', () => {
    expect(press({ data: 'y', message: { ...envelope, from: { ...ann, is_bot: true }, text: 'Sure?', reply_markup: keyboard } })).toEqual([
      {
        type: 'message',
        chatId: '700100200',
        externalId: 'press:q9',
        pressId: 'q9',
        sender: { externalId: '700100200', name: 'Ann Lee', username: 'annlee', language: 'en' },
        sentAt: now(),
        content: { text: 'Yes, please', format: 'plain', attachments: [], choice: { payload: 'y', title: 'Yes, please' } },
        replyTo: { externalId: '41' },
      },
    ]);
  });

  it('under a message that is out of reach has its data for a title', () => {
    expect(press({ data: 'y', message: { message_id: 3, date: 0, chat: privateChat } })).toMatchObject([
      { content: { choice: { title: 'y' } }, replyTo: { externalId: '3' } },
    ]);
  });

  it('with a key instead of a long payload names the place of the button', () => {
    expect(press({ data: 'b:2:0123456789abcdef', message: { message_id: 3, date: 0, chat: privateChat } })).toMatchObject([
      { content: { choice: { buttonIndex: 2 } } },
    ]);
  });

  it('in a group or without a message is nothing', () => {
    expect(press({ data: 'y', message: { ...envelope, chat: group } })).toEqual([]);
    expect(press({ data: 'y', inline_message_id: 'i' })).toEqual([]);
  });
});

describe('signs', () => {
  it('a reaction is the full set of one person', () => {
    const message_reaction = {
      chat: privateChat,
      message_id: 41,
      user: ann,
      date: 1_700_000_000,
      old_reaction: [],
      new_reaction: [{ type: 'emoji', emoji: '👍' }, { type: 'custom_emoji', custom_emoji_id: '5' }, { type: 'paid' }],
    };
    expect(events({ update_id: 3, message_reaction })).toMatchObject([
      { type: 'reaction', chatId: '700100200', externalId: '41', emojis: ['👍', '🧩', '⭐'] },
    ]);
  });

  it.each([
    ['kicked', 'blocked'],
    ['member', 'unblocked'],
  ])('a bot that is %s in a private chat is %s', (status, state) => {
    const my_chat_member = {
      chat: privateChat,
      from: ann,
      date: 1_700_000_000,
      old_chat_member: { status: 'x' },
      new_chat_member: { status, user: {} },
    };
    expect(events({ update_id: 4, my_chat_member })).toMatchObject([
      { type: 'reachability', chatId: '700100200', state, sender: { name: 'Ann Lee' } },
    ]);
    expect(events({ update_id: 4, my_chat_member: { ...my_chat_member, chat: group } })).toEqual([]);
  });

  it('a group that became a supergroup is a moved chat', () => {
    expect(received({ chat: { id: -5, type: 'group' }, migrate_to_chat_id: -1005 })).toEqual([
      { type: 'chat-moved', chatId: '-5', newChatId: '-1005' },
    ]);
  });
});

describe('what is not for us', () => {
  it.each<[string, object]>([
    ['a message of a group', { message: { ...envelope, chat: group, text: 'x' } }],
    ['a message of another bot', { message: { ...envelope, from: { ...ann, is_bot: true }, text: 'x' } }],
    ['a post of a channel', { channel_post: { message_id: 1, date: 1, chat: { id: -1, type: 'channel' }, text: 'x' } }],
    ['a business message', { business_message: { ...envelope, text: 'x' } }],
    ['a kind of update that came after us', { telepathy: {} }],
  ])('%s is passed over', (_name, fields) => {
    expect(events({ update_id: 5, ...fields })).toEqual([]);
  });
});

describe('what can not be read', () => {
  it.each([null, 'text', 7, {}, { update_id: 'x' }, { message: {} }])('%j is unreadable as a whole', (payload) => {
    expect(() => parsePayload(payload, now)).toThrow(UnreadablePayload);
  });

  it('one poison update spoils no other of its batch', () => {
    const poison = { update_id: 2, message: { ...envelope, photo: 'not a list' } };
    const elements = parsePayload(
      [{ update_id: 1, message: { ...envelope, text: 'a' } }, poison, null, { update_id: 3, message: { ...envelope, text: 'b' } }],
      now,
    );
    expect(elements).toMatchObject([
      { event: { content: { text: 'a' } } },
      { raw: poison },
      { raw: null },
      { event: { content: { text: 'b' } } },
    ]);
  });

  it.each<[string, object]>([
    ['date', { date: 1e18, text: 'x' }],
    ['place', { location: { latitude: 200, longitude: 0 } }],
  ])('an impossible %s is unreadable, rather than refused by the database for ever', (_name, fields) => {
    expect(parsePayload({ update_id: 1, message: { ...envelope, ...fields } }, now)).toMatchObject([
      { unreadable: expect.any(String) as string },
    ]);
  });

  it('nothing whatever makes it fail in another way', () => {
    const kinds = [
      'text',
      'photo',
      'sticker',
      'venue',
      'contact',
      'poll',
      'dice',
      'entities',
      'quote',
      'reply_to_message',
      'new_reaction',
      'data',
      'message',
      'from',
    ];
    const fields = fc.dictionary(fc.constantFrom(...kinds), fc.anything());
    const updateKinds = fc.constantFrom('message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member');
    fc.assert(
      fc.property(updateKinds, fields, (kind, anything) => {
        for (const element of parsePayload({ update_id: 1, [kind]: { ...envelope, id: 'q', ...anything } }, now)) {
          expect(Object.keys(element)).toSatisfy((keys: string[]) => keys.includes('event') || keys.includes('unreadable'));
        }
      }),
      { numRuns: 500 },
    );
  });
});
