import { describe, expect, it } from 'vitest';
import { inboundEvent } from '../../contract/inbound.ts';
import { annPeer, messageEvent, payloadOf } from './payload.fixture.ts';
import { parsePayload } from './parse.ts';

const read = (...events: unknown[]) =>
  parsePayload(payloadOf(...events)).map((element) => ('event' in element ? inboundEvent.parse(element.event) : element));
const contentOf = (fields: Record<string, unknown>) => {
  const [event] = read(messageEvent(fields));
  return event && 'content' in event ? event.content : undefined;
};
const chatId = annPeer.phone;

describe('kinds of messages', () => {
  it.each<[string, Record<string, unknown>, object]>([
    ['a text', { body: 'hi' }, { text: 'hi', attachments: [] }],
    ['a forwarded text', { body: 'hi', isForwarded: true }, { forwarded: true }],
    [
      'a picture',
      { type: 'image', hasMedia: true, caption: 'see', mimetype: 'image/jpeg', size: 9 },
      { text: 'see', attachments: [{ kind: 'image', ref: `false_${chatId}_3EB0AA`, mimeType: 'image/jpeg', size: 9 }] },
    ],
    ['a GIF', { type: 'video', hasMedia: true, isGif: true }, { attachments: [{ kind: 'video', variant: 'animation' }] }],
    ['a round video', { type: 'ptv', hasMedia: true, duration: 7 }, { attachments: [{ variant: 'note', durationSeconds: 7 }] }],
    ['a voice message', { type: 'ptt', hasMedia: true, duration: '4' }, { attachments: [{ kind: 'voice', durationSeconds: 4 }] }],
    [
      'a document whose caption is its name',
      { type: 'document', hasMedia: true, filename: 'a.pdf', caption: 'a.pdf' },
      { text: '', attachments: [{ kind: 'document', name: 'a.pdf' }] },
    ],
    ['a sticker', { type: 'sticker', hasMedia: true }, { attachments: [{ kind: 'sticker' }] }],
    [
      'a picture to be seen once',
      { type: 'image', isViewOnce: true },
      { unsupported: true, unsupportedType: 'view_once', attachments: [] },
    ],
    [
      'a place',
      { type: 'location', lat: 1.5, lng: 2, loc: 'A\nB' },
      { location: { latitude: 1.5, longitude: 2, name: 'A', address: 'B' } },
    ],
    ['a place off the map', { type: 'location', lat: 91, lng: 2 }, { unsupported: true, unsupportedType: 'location' }],
    ['a list row', { type: 'list_response', body: 'Red', selectedRowId: 'r1' }, { text: 'Red', choice: { payload: 'r1', title: 'Red' } }],
    ['a button', { type: 'buttons_response', body: 'Yes', selectedButtonId: 'b1' }, { choice: { payload: 'b1', title: 'Yes' } }],
    ['a poll', { type: 'poll_creation', pollName: 'When?', pollOptions: [{ name: 'Mon' }] }, { text: 'When?\n• Mon' }],
    ['a product', { type: 'product', title: 'Lamp', body: 'this?' }, { text: 'this?', shared: { what: 'product', title: 'Lamp' } }],
    ['an order', { type: 'order', orderId: '77' }, { shared: { what: 'order', title: '77' } }],
    [
      'an invitation',
      { type: 'groups_v4_invite', inviteGrpName: 'Us', inviteCode: 'x/y' },
      { shared: { url: 'https://chat.whatsapp.com/x%2Fy' } },
    ],
    ['a name of a property', { type: 'constructor', body: 'x' }, { text: 'x', unsupported: true, unsupportedType: 'constructor' }],
  ])('%s', (_what, fields, expected) => {
    expect(contentOf(fields)).toMatchObject(expected);
  });

  it.each(['e2e_notification', 'gp2', 'protocol', 'call_log', 'ciphertext', 'album'])(
    'a notice of the kind %s is nobody’s message',
    (type) => {
      expect(read(messageEvent({ type }))).toEqual([]);
    },
  );

  it('reads cards with folded lines, several numbers and addresses', () => {
    const vcard =
      'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lee;Bob;;;\r\nFN:Bob\r\n  Lee\\, Esq.\r\nitem1.TEL;waid=49:+49 1\r\nTEL:2\r\nEMAIL;type=HOME:b@x.org\r\nEND:VCARD';
    expect(contentOf({ type: 'multi_vcard', vcardList: [{ vcard }] })).toMatchObject({
      contacts: [{ name: 'Bob Lee, Esq.', phones: ['+49 1', '2'], emails: ['b@x.org'] }],
    });
  });
});

describe('who it is', () => {
  it('is known by the phone, with the number to dial', () => {
    expect(read(messageEvent({ body: 'hi' }))).toMatchObject([
      { chatId, sender: { externalId: chatId, name: 'Ann', phone: '+4917700000001' } },
    ]);
  });

  it('is the same under a LID, and a chat that went under it goes on under the phone', () => {
    const peer = { remote: '99@lid', lid: '99@lid', phone: chatId };
    expect(read(messageEvent({ body: 'hi' }, peer))).toMatchObject([
      { type: 'chat-moved', chatId: '99@lid', newChatId: chatId },
      { chatId, externalId: `false_${chatId}_3EB0AA`, sender: { externalId: chatId, aliases: ['99@lid'] } },
    ]);
  });

  it('is known by the LID where the number is hidden, which is no number', () => {
    const [event] = read(messageEvent({ body: 'hi' }, { remote: '99@lid', lid: '99@lid' }));
    expect(event).toMatchObject({ chatId: '99@lid', sender: { externalId: '99@lid', name: 'Ann' } });
    expect(event).not.toHaveProperty('sender.phone');
  });

  it('is the customer in what the account wrote elsewhere, by the name in its contacts', () => {
    const own = { body: 'yes', id: { fromMe: true, id: '3EB0CC' }, notifyName: 'Corner Shop' };
    expect(read(messageEvent(own, { ...annPeer, name: 'Ann from Bonn' }))).toMatchObject([
      { echo: true, externalId: `true_${chatId}_3EB0CC`, sender: { externalId: chatId, name: 'Ann from Bonn' } },
    ]);
  });
});

it('reads answers to theirs and to ours apart', () => {
  const quoted = { quotedStanzaID: '3EB0QQ', quotedMsg: { type: 'chat', body: 'words' } };
  expect(read(messageEvent({ body: 'a', ...quoted, quotedParticipant: { _serialized: chatId } }))).toMatchObject([
    { replyTo: { externalId: `false_${chatId}_3EB0QQ`, text: 'words' } },
  ]);
  expect(read(messageEvent({ body: 'a', ...quoted, quotedParticipant: '4915500000001@c.us' }))).toMatchObject([
    { replyTo: { externalId: `true_${chatId}_3EB0QQ` } },
  ]);
});

it.each([
  [-1, ['failed']],
  [0, []],
  [1, ['sent']],
  [2, ['delivered']],
  [3, ['read']],
  [4, ['read']],
])('reads the state %i of ours as %j', (ack, states) => {
  const events = read({ kind: 'ack', peer: annPeer, id: '3EB0CC', ack, at: 1_790_000_000_000 });
  expect(events.map((event) => ('state' in event ? event.state : event))).toEqual(states);
});

it('reads edits, what was taken back, and reactions with their end', () => {
  const key = { fromMe: false, id: '3EB0AA' };
  const at = 1_790_000_000_000;
  const { message } = messageEvent({ body: 'new' }) as { message: object };
  expect(
    read(
      { kind: 'edit', peer: annPeer, message, editedAt: at },
      { kind: 'revoke', peer: annPeer, key, at },
      { kind: 'reaction', peer: annPeer, key, text: '👍', at },
      { kind: 'reaction', peer: annPeer, key, text: '', at },
    ),
  ).toMatchObject([
    { type: 'edit', externalId: `false_${chatId}_3EB0AA`, content: { text: 'new' } },
    { type: 'delete', externalIds: [`false_${chatId}_3EB0AA`] },
    { type: 'reaction', emojis: ['👍'], sender: { externalId: chatId } },
    { type: 'reaction', emojis: [] },
  ]);
});
