import { describe, expect, it } from 'vitest';
import { at, content, event, events, fields, group, message, person, reading, received, takingChats } from './events.fixture.ts';
import { parsePayload } from './parse.ts';
import type { Reading } from './parse.ts';

describe('a button', () => {
  it('that writes comes with its payload: ours, the start button, somebody else’s', () => {
    expect(content({ text: 'Yes', payload: '{"b":1,"t":"Yes","p":"y"}' }).choice).toEqual({ payload: 'y', title: 'Yes' });
    expect(content({ text: 'Start', payload: '{"command":"start"}' }).choice).toEqual({ payload: '{"command":"start"}', title: 'Start' });
    expect(content({ text: 'x', payload: 'not JSON' }).choice).toEqual({ payload: 'not JSON', title: 'x' });
  });

  it('that asks is a message with the choice, named by the press; its payload may come as text', () => {
    const press = { user_id: person, peer_id: person, event_id: 'p1', conversation_message_id: 40 };
    for (const payload of [{ b: 1, t: 'Yes', p: 'y' }, '{"b":1,"t":"Yes","p":"y"}']) {
      expect(events(event('message_event', { ...press, payload }))).toEqual([
        {
          type: 'message',
          chatId: '700100200',
          externalId: 'press:p1',
          pressId: '700100200:700100200:p1',
          sender: { externalId: '700100200', name: 'Anna Lee' },
          sentAt: at,
          content: { text: 'Yes', format: 'plain', attachments: [], choice: { payload: 'y', title: 'Yes', buttonIndex: 1 } },
          replyTo: { externalId: '40' },
        },
      ]);
    }
    expect(events(event('message_event', { ...press, payload: { key: 1 } }))).toMatchObject([
      { content: { choice: { payload: '{"key":1}' } } },
    ]);
  });
});

describe('what the community wrote', () => {
  const reply = { ...fields, out: 1, from_id: -group, text: 'Answer', random_id: 7 };
  it('elsewhere is an echo in the conversation with the person', () => {
    expect(events(event('message_reply', reply))).toMatchObject([{ echo: true, chatId: '700100200', sender: { externalId: '700100200' } }]);
    expect(events(event('message_edit', { ...reply, text: 'Better' }))).toMatchObject([{ type: 'edit', content: { text: 'Better' } }]);
  });

  it('by the hub is no news', () => {
    expect(events([event('message_reply', { ...reply, random_id: 42 }), event('message_edit', { ...reply, random_id: 42 })])).toEqual([]);
    expect(received({ ...reply })).toEqual([]);
  });
});

describe('a chat of many', () => {
  const chat = { peer_id: 2_000_000_001, text: 'Hi all' };
  it('is ignored, or taken where the settings say so, without what happens to the chat and without other programs', () => {
    expect(received(chat)).toEqual([]);
    expect(received(chat, takingChats)).toMatchObject([{ chatId: '2000000001', sender: { externalId: '700100200' } }]);
    expect(received({ ...chat, action: { type: 'chat_invite_user', member_id: 1 } }, takingChats)).toEqual([]);
    expect(received({ ...chat, from_id: -9 }, takingChats)).toEqual([]);
    const reaction = event('message_reaction_event', { reacted_id: person, peer_id: chat.peer_id, cmid: 3, reaction_id: 1 });
    expect([events(reaction), events(reaction, takingChats)]).toMatchObject([[], [{ emojis: ['❤'] }]]);
  });

  it('shows a made-up name as it is, since its contact is somebody else', () => {
    const nameless: Reading = { ...takingChats, sender: (id) => ({ externalId: String(id), name: `VK ${id}`, isNameMade: true }) };
    expect(message(chat, nameless).sender).not.toHaveProperty('isNameMade');
    expect(message({ text: 'x' }, nameless).sender).toHaveProperty('isNameMade', true);
  });
});

describe('signs', () => {
  it.each<[string, object, object]>([
    ['message_allow', { user_id: person, key: '' }, { type: 'reachability', state: 'unblocked', chatId: '700100200', at }],
    ['message_deny', { user_id: person }, { type: 'reachability', state: 'blocked', chatId: '700100200', at }],
    [
      'message_read',
      { from_id: person, peer_id: person, read_message_id: 9, conversation_message_id: 41 },
      { type: 'receipt', state: 'read', upTo: '41', externalIds: [], chatId: '700100200', at },
    ],
    ['message_typing_state', { state: 'typing', from_id: person, to_id: -group }, { type: 'typing', chatId: '700100200' }],
    [
      'message_reaction_event',
      { reacted_id: person, peer_id: person, cmid: 41, reaction_id: 4 },
      { type: 'reaction', externalId: '41', emojis: ['👍'], chatId: '700100200', at },
    ],
    ['message_reaction_event', { reacted_id: person, peer_id: person, cmid: 41 }, { type: 'reaction', emojis: [] }],
    ['message_reaction_event', { reacted_id: person, peer_id: person, cmid: 41, reaction_id: 60 }, { emojis: ['🧩'] }],
  ])('%s', (type, object, expected) => {
    expect(events(event(type, object))).toMatchObject([expected]);
  });

  it.each<[string, object]>([
    ['message_read', { from_id: -group, peer_id: person, conversation_message_id: 41 }],
    ['message_reaction_event', { reacted_id: -group, peer_id: person, cmid: 41, reaction_id: 4 }],
    ['message_typing_state', { state: 'typing', from_id: -group, to_id: person }],
    ['group_join', { user_id: person, join_type: 'join' }],
    ['wall_post_new', { id: 1, owner_id: -group }],
    ['confirmation', {}],
  ])('%s of the community itself, or about something else, is none', (type, object) => {
    expect(events(event(type, object))).toEqual([]);
  });
});

describe('what can not be read', () => {
  it('is kept without the secret it came with', () => {
    const [element] = parsePayload({ ...event('message_new', { message: 7 }), secret: 'S3CRET' }, reading);
    expect(element).toHaveProperty('unreadable');
    expect(JSON.stringify(element)).not.toContain('S3CRET');
    expect(JSON.stringify(parsePayload({ secret: 'S3CRET' }, reading))).not.toContain('S3CRET');
  });

  it('is no impossible moment or place', () => {
    const broken = [{ date: 1e18 }, { geo: { coordinates: { latitude: 99, longitude: 0 } } }, { conversation_message_id: 0 }];
    for (const more of broken)
      expect(parsePayload(event('message_new', { message: { ...fields, text: 'x', ...more } }), reading)).toMatchObject([
        { unreadable: expect.any(String) },
      ]);
  });
});
