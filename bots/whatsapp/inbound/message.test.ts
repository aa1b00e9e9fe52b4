import { describe, expect, it } from 'vitest';
import { parsePayload } from './parse.ts';
import { fromPablo, pablo, webhook } from '../number.fixture.ts';

const ours = '106540352242922';
const read = (payload: unknown) => parsePayload(payload, ours, () => {});
const eventsOf = (payload: unknown) => read(payload).map((element) => ('event' in element ? element.event : element));
const messages = (...list: object[]) => webhook(ours, { contacts: [pablo], messages: list });
const contentOf = (fields: object) => {
  const [event] = eventsOf(messages(fromPablo('wamid.1', fields)));
  return event && 'content' in event ? event.content : event;
};

describe('a message', () => {
  it('says who wrote, where and when', () => {
    expect(eventsOf(messages(fromPablo('wamid.HBgL', { type: 'text', text: { body: 'Hi' } })))).toEqual([
      {
        type: 'message',
        chatId: '16505551234',
        externalId: 'wamid.HBgL',
        sender: { externalId: '16505551234', name: 'Pablo Morales', phone: '+16505551234' },
        sentAt: new Date(1_750_091_045_000),
        content: { text: 'Hi', format: 'plain', attachments: [] },
      },
    ]);
  });

  it.each([
    [
      'an image with a caption',
      { type: 'image', image: { id: '1', mime_type: 'image/jpeg', sha256: 'x=', caption: 'see' } },
      'image',
      'image/jpeg',
    ],
    ['a video', { type: 'video', video: { id: '1', mime_type: 'video/mp4' } }, 'video', 'video/mp4'],
    ['music', { type: 'audio', audio: { id: '1', mime_type: 'audio/mpeg', voice: false } }, 'audio', 'audio/mpeg'],
    ['a voice note', { type: 'audio', audio: { id: '1', mime_type: 'audio/ogg; codecs=opus', voice: true } }, 'voice', 'audio/ogg'],
    ['a sticker', { type: 'sticker', sticker: { id: '1', mime_type: 'image/webp', animated: true } }, 'sticker', 'image/webp'],
  ])('may be %s', (_, fields, kind, mimeType) => {
    expect(contentOf(fields)).toMatchObject({ attachments: [{ kind, ref: '1', mimeType }] });
  });

  it('may be a document with its name, whose id has more digits than a number holds', () => {
    const document = { id: '900719925474099312345', mime_type: 'application/pdf', filename: 'bill.pdf', caption: 'the bill' };
    expect(contentOf({ type: 'document', document })).toMatchObject({
      text: 'the bill',
      attachments: [{ kind: 'document', ref: '900719925474099312345', name: 'bill.pdf', mimeType: 'application/pdf' }],
    });
  });

  it('may be a place, or cards of people, with or without a WhatsApp of theirs', () => {
    const location = { latitude: 37.44, longitude: -122.16, name: 'Philz', address: '101 Forest Ave', url: 'https://philz.example' };
    expect(contentOf({ type: 'location', location })).toMatchObject({ location });
    const contacts = [
      {
        name: { formatted_name: 'Ann Lee', first_name: 'Ann' },
        phones: [{ phone: '+1 555', wa_id: '1555' }, { wa_id: '1556' }],
        emails: [{ email: 'a@b.c' }],
      },
      { org: { company: 'Shrubs' } },
    ];
    expect(contentOf({ type: 'contacts', contacts })).toMatchObject({
      contacts: [
        { name: 'Ann Lee', phones: ['+1 555', '+1556'], emails: ['a@b.c'] },
        { name: 'Shrubs', phones: [], emails: [] },
      ],
    });
  });

  it.each([
    [
      'a button',
      { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } } },
      { payload: 'yes', title: 'Yes' },
    ],
    [
      'a row of a list',
      { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'p', title: 'Post', description: '3 days' } } },
      { payload: 'p', title: 'Post', description: '3 days' },
    ],
    [
      'a quick reply of a template',
      { type: 'button', button: { payload: 'STOP', text: 'No more' } },
      { payload: 'STOP', title: 'No more' },
    ],
    [
      'a button whose payload was too long',
      { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'b:2:0123456789abcdef', title: 'Two' } } },
      { payload: 'b:2:0123456789abcdef', title: 'Two', buttonIndex: 2 },
    ],
  ])('may be a press of %s', (_, fields, choice) => {
    expect(contentOf({ ...fields, context: { id: 'wamid.ours' } })).toMatchObject({ text: choice.title, choice });
    expect(eventsOf(messages(fromPablo('wamid.1', { ...fields, context: { from: '1', id: 'wamid.ours' } })))).toMatchObject([
      { replyTo: { externalId: 'wamid.ours' } },
    ]);
  });

  it('may be a filled-in form: its answers are lines, its token is not', () => {
    const nfm_reply = { name: 'flow', body: 'Sent', response_json: '{"flow_token":"x","size":"M","amount":2}' };
    expect(contentOf({ type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply } })).toMatchObject({
      text: 'Sent\nsize: M\namount: 2',
    });
  });

  it('may be an order, or a question about a product', () => {
    const product_items = [
      { product_retailer_id: 'tree-1', quantity: 2, item_price: 5.5, currency: 'USD' },
      { product_retailer_id: 'pot', quantity: 1 },
    ];
    expect(contentOf({ type: 'order', order: { catalog_id: '1', text: 'please', product_items } })).toMatchObject({
      text: 'please',
      shared: { what: 'order', text: '2 × tree-1, 5.5 USD\n1 × pot' },
    });
    const context = { referred_product: { catalog_id: '1', product_retailer_id: 'tree-1' } };
    expect(contentOf({ type: 'text', text: { body: 'This one?' }, context })).toMatchObject({
      shared: { what: 'product', title: 'tree-1' },
    });
  });

  it('tells what it answers, that it was forwarded, and the advert it came from', () => {
    expect(
      eventsOf(messages(fromPablo('wamid.1', { type: 'text', text: { body: 'x' }, context: { from: '1', id: 'wamid.0' } }))),
    ).toMatchObject([{ replyTo: { externalId: 'wamid.0' } }]);
    const forwarded = { type: 'text', text: { body: 'x' }, context: { frequently_forwarded: true } };
    expect(contentOf(forwarded)).toMatchObject({ forwarded: true });
    expect(eventsOf(messages(fromPablo('wamid.1', forwarded)))).not.toMatchObject([{ replyTo: {} }]);
    const referral = { source_url: 'https://fb.me/1', source_id: '120', source_type: 'ad', headline: 'Trees', ctwa_clid: 'A' };
    expect(contentOf({ type: 'text', text: { body: 'x' }, referral })).toMatchObject({
      referral: { source: 'ad', ref: '120', url: 'https://fb.me/1', headline: 'Trees' },
    });
  });

  it.each([
    [
      'a kind WhatsApp itself does not hand over',
      { type: 'unsupported', errors: [{ code: 131051, title: 'Unsupported' }], unsupported: { type: 'poll' } },
      'poll',
    ],
    ['one without its name', { type: 'unsupported', errors: [{ code: 131051 }] }, 'unsupported'],
    ['a picture WhatsApp lost', { type: 'image', errors: [{ code: 131052, title: 'Media download error' }], image: { id: '1' } }, 'image'],
    ['a press of a kind to come', { type: 'interactive', interactive: { type: 'call_permission_reply' } }, 'call_permission_reply'],
    ['a kind to come', { type: 'hologram', hologram: { id: '1' } }, 'hologram'],
    ['a name that objects have by nature', { type: 'constructor' }, 'constructor'],
  ])('is a placeholder when it is %s', (_, fields, unsupportedType) => {
    expect(contentOf(fields)).toMatchObject({ unsupported: true, unsupportedType, attachments: [] });
  });
});

describe('a person', () => {
  const text = { type: 'text', text: { body: 'Hi' }, id: 'wamid.1', timestamp: '1750091045' };
  const senderOf = (contacts: object[], message: object) => {
    const [event] = eventsOf(webhook(ours, { contacts, messages: [{ ...text, ...message }] }));
    return event && 'sender' in event ? { chatId: event.chatId, ...event.sender } : event;
  };

  it('is known by phone, with the scoped ids as others of theirs', () => {
    const card = { profile: { name: 'Pablo', username: '@pablo' }, wa_id: '1650', user_id: 'US.134', parent_user_id: 'US.ENT.9' };
    expect(senderOf([card], { from: '1650', from_user_id: 'US.134' })).toEqual({
      chatId: '1650',
      externalId: '1650',
      name: 'Pablo',
      username: 'pablo',
      phone: '+1650',
      aliases: ['US.134', 'US.ENT.9'],
    });
  });

  it('is known by the scoped id alone where the number is hidden', () => {
    const card = { profile: { name: 'Pablo', username: 'pablo' }, user_id: 'US.134' };
    expect(senderOf([card], { from_user_id: 'US.134' })).toEqual({
      chatId: 'US.134',
      externalId: 'US.134',
      name: 'Pablo',
      username: 'pablo',
    });
    expect(senderOf([card], {})).toMatchObject({ chatId: 'US.134', externalId: 'US.134' });
  });

  it('is found among the cards by id and never by place', () => {
    const cards = [
      { profile: { name: 'Eve' }, wa_id: '99' },
      { profile: { name: 'Pablo' }, wa_id: '1650' },
    ];
    expect(senderOf(cards, { from: '1650' })).toMatchObject({ name: 'Pablo' });
    expect(senderOf(cards.slice(0, 1), { from: '1650' })).toMatchObject({ name: '+1650', isNameMade: true });
  });

  it('without any id makes an unreadable element, and no other', () => {
    expect(read(webhook(ours, { messages: [text, { ...text, id: 'wamid.2', from: '1650' }] }))).toMatchObject([
      { unreadable: 'WhatsApp named nobody' },
      { event: { externalId: 'wamid.2' } },
    ]);
  });

  it('goes on under a new number or a new id', () => {
    const system = { type: 'user_changed_number', body: 'changed', wa_id: '1651', user_id: 'US.2' };
    expect(eventsOf(messages(fromPablo('wamid.1', { type: 'system', system })))).toEqual([
      { type: 'chat-moved', chatId: '16505551234', newChatId: '1651' },
    ]);
    const changed = { type: 'user_changed_user_id', user_id: 'US.2', previous_user_id: 'US.1' };
    const notice = { id: 'wamid.1', timestamp: '1', type: 'system', system: changed };
    expect(eventsOf(webhook(ours, { messages: [notice] }))).toEqual([{ type: 'chat-moved', chatId: 'US.1', newChatId: 'US.2' }]);
    const update = webhook(ours, { user_id_update: [{ user_id: { previous: 'US.1', current: 'US.2' } }] }, 'user_id_update');
    expect(eventsOf(update)).toEqual([{ type: 'chat-moved', chatId: 'US.1', newChatId: 'US.2' }]);
  });

  it('is not bothered by other notices of the system', () => {
    expect(eventsOf(messages(fromPablo('wamid.1', { type: 'system', system: { type: 'customer_identity_changed' } })))).toEqual([]);
  });
});

describe('a change of an earlier message', () => {
  it('is an edit with the new words, or the new caption', () => {
    const edited = { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'better' } } };
    expect(eventsOf(messages(fromPablo('wamid.1', { type: 'edit', edit: edited })))).toEqual([
      {
        type: 'edit',
        chatId: '16505551234',
        externalId: 'wamid.0',
        editedAt: new Date(1_750_091_045_000),
        content: { text: 'better', format: 'plain', attachments: [] },
      },
    ]);
    const captioned = { original_message_id: 'wamid.0', message: { type: 'image', image: { id: '7', caption: 'better' } } };
    expect(eventsOf(messages(fromPablo('wamid.1', { type: 'edit', edit: captioned })))).toMatchObject([
      { type: 'edit', content: { text: 'better', attachments: [{ ref: '7' }] } },
    ]);
  });

  it('is a deletion, which has no words', () => {
    expect(eventsOf(messages(fromPablo('wamid.1', { type: 'revoke', revoke: { original_message_id: 'wamid.0' } })))).toMatchObject([
      { type: 'delete', externalIds: ['wamid.0'] },
    ]);
  });

  it.each([
    [{ message_id: 'wamid.0', emoji: '👍' }, ['👍']],
    [{ message_id: 'wamid.0', emoji: '' }, []],
    [{ message_id: 'wamid.0' }, []],
  ])('is a reaction %j', (reaction, emojis) => {
    expect(eventsOf(messages(fromPablo('wamid.1', { type: 'reaction', reaction })))).toMatchObject([
      { type: 'reaction', externalId: 'wamid.0', emojis, sender: { externalId: '16505551234' } },
    ]);
  });
});

describe('what the owner does in the app', () => {
  const echo = (fields: object) =>
    webhook(
      ours,
      { message_echoes: [{ from: '15550783881', to: '16505551234', id: 'wamid.E', timestamp: '1', ...fields }] },
      'smb_message_echoes',
    );

  it("is an echo in the customer's chat", () => {
    expect(eventsOf(echo({ type: 'text', text: { body: 'Coming' } }))).toMatchObject([
      {
        type: 'message',
        echo: true,
        chatId: '16505551234',
        externalId: 'wamid.E',
        sender: { externalId: '16505551234' },
        content: { text: 'Coming' },
      },
    ]);
    expect(eventsOf(echo({ type: 'revoke', revoke: { original_message_id: 'wamid.D' } }))).toMatchObject([
      { type: 'delete', externalIds: ['wamid.D'] },
    ]);
    expect(eventsOf(echo({ type: 'reaction', reaction: { message_id: 'wamid.D', emoji: '👍' } }))).toEqual([]);
  });
});

describe('what is not for us', () => {
  it.each([
    [
      'another number of the account',
      webhook('999', { contacts: [pablo], messages: [fromPablo('wamid.1', { type: 'text', text: { body: 'x' } })] }),
    ],
    ['a group', messages(fromPablo('wamid.1', { type: 'text', text: { body: 'x' }, group_id: 'g' }))],
    ['a chat that was only opened', messages(fromPablo('wamid.1', { type: 'request_welcome' }))],
    ['a field we do not listen for', webhook(ours, { event: 'APPROVED' }, 'message_template_status_update')],
    ['an account without changes', { object: 'whatsapp_business_account', entry: [] }],
  ])('%s gives nothing', (_, payload) => {
    expect(read(payload)).toEqual([]);
  });
});
