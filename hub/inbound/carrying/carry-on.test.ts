import { describe, expect, test, vi } from 'vitest';
import { addChannel } from '../../api/customers/channels.ts';
import { getContact } from '../../api/customers/contacts.ts';
import { closeConversation, getConversation, listConversations } from '../../api/customers/conversations.ts';
import { listMessages, sendMessage } from '../../api/customers/messages.ts';
import {
  fillLeadForm,
  listVisitorConversations,
  listVisitorMessages,
  sendVisitorMessage,
  startCarryingOn,
} from '../../api/widget/calls.ts';
import { updateWidget } from '../../api/widget/settings.ts';
import { Contact } from '../../domain/contact/model.ts';
import { CarryLink } from '../../domain/widget/carrying/model.ts';
import { visit, type TestVisitor } from '../../realtime/widget/visitor.fixture.ts';
import { openWindow } from '../../realtime/connect.fixture.ts';
import { useHub } from '../../test/start-hub.ts';

const hub = useHub();
const patience = { timeout: 15_000, interval: 50 };
let made = 0;

/** The team's bot for customers, on which the widget's conversations may be carried on, and somebody with Telegram. */
async function openShop(languageCode = 'en') {
  made += 1;
  const bot = hub().telegram.createBot({ username: `carry_${made}_bot` });
  const { id: channelId } = await hub().client.call(addChannel, { body: { provider: 'telegram', settings: { botToken: bot.token } } });
  await hub().client.call(updateWidget, { body: { carryOnChannelId: channelId, manyConversations: false } });
  const ann = hub().telegram.createUser({ firstName: `Ann ${made}`, languageCode });
  const seen = () => hub().telegram.transcript(ann.chatWith(bot));
  const sees = (text: string) =>
    vi.waitFor(
      () =>
        expect(
          seen()
            .map((message) => message.text ?? '')
            .join('\n'),
        ).toContain(text),
      patience,
    );
  const press = (url: string) => ann.openDeepLink(bot, new URL(url).searchParams.get('start') ?? '');
  return { bot, channelId, ann, seen, sees, press };
}

async function write(visitor: TestVisitor, text: string, conversationId: string | null = null) {
  return visitor.call(sendVisitorMessage, { body: { conversationId, clientId: `c-${(made += 1)}`, text } });
}

async function link(visitor: TestVisitor, conversationId: string) {
  return visitor.call(startCarryingOn, { params: { conversationId } });
}

const conversationOf = (conversationId: string) => hub().client.call(getConversation, { params: { conversationId } });

describe('carried on in Telegram', () => {
  test('the conversation moves with its history and its contact; the team answers there, the site shows how far it was', async () => {
    const { bot, channelId, ann, sees, press } = await openShop();
    const agent = await hub().addAgent({ name: 'Anna' });
    const visitor = await visit(hub());
    const socket = await visitor.connect();
    const { conversation } = await write(visitor, 'Do you have it in green?');
    const params = { conversationId: conversation.id };
    const window = await openWindow(hub(), agent);
    await window.ask('conversation.watch', { conversationId: conversation.id, after: 0 });
    const before = await conversationOf(conversation.id);

    const { url, expiresAt } = await link(visitor, conversation.id);

    expect(url).toMatch(/^https:\/\/t\.me\/carry_\d+_bot\?start=c_[\w-]{43}$/);
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    expect(JSON.stringify(await CarryLink.find({}).lean())).not.toContain(url.split('c_').at(-1));
    press(url);
    await sees('goes on here');

    const moved = await conversationOf(conversation.id);
    expect(moved).toMatchObject({
      number: before.number,
      provider: 'telegram',
      channelId,
      status: 'open',
      contact: { id: before.contact.id, name: expect.stringMatching(/^Ann/) as string },
      carriedFrom: { provider: 'widget', channelId: before.channelId },
    });
    expect((await hub().client.call(listConversations, { query: { channel: channelId } })).items).toHaveLength(1);
    expect(await hub().client.call(getContact, { params: { contactId: before.contact.id } })).toMatchObject({ language: 'en' });
    await window.hear('message', ({ message }) => message.event?.type === 'carried-on');
    expect(await socket.hear('conversation', ({ carriedOnTo }) => carriedOnTo !== null)).toMatchObject({
      carriedOnTo: { provider: 'telegram', url: url.split('?')[0] },
      preview: 'Do you have it in green?',
    });
    await socket.hear('message', ({ event }) => event?.type === 'carried-on');

    await hub().client.call(sendMessage, { params, body: { kind: 'text', text: 'Green is on its way' } });
    await sees('Green is on its way');
    ann.sendText(bot, 'Thank you!');
    const timeline = async () => (await hub().client.call(listMessages, { params, query: {} })).items;
    await vi.waitFor(async () => expect((await timeline()).at(-1)?.text).toBe('Thank you!'), patience);
    expect((await timeline()).map(({ event, text }) => event?.type ?? text)).toEqual([
      'Do you have it in green?',
      'carried-on',
      expect.stringContaining('goes on here'),
      'Green is on its way',
      'Thank you!',
    ]);
    // Whoever holds the browser reads what was said in it, and nothing of what is said in Telegram.
    const shown = await visitor.call(listVisitorMessages, { params, query: {} });
    expect(shown.items.map(({ event, text }) => event?.type ?? text)).toEqual(['Do you have it in green?', 'carried-on']);
    expect(JSON.stringify([socket.heard('message'), await visitor.call(listVisitorConversations, { query: {} })])).not.toMatch(
      /on its way|Thank you/,
    );
  });

  test('who writes on the site again begins a new conversation beside it, and a link on the one that went is refused', async () => {
    const { sees, press } = await openShop();
    const visitor = await visit(hub());
    const { conversation } = await write(visitor, 'first');
    press((await link(visitor, conversation.id)).url);
    await sees('goes on here');

    const { conversation: next } = await write(visitor, 'back on the site', conversation.id);
    const { conversation: same } = await write(visitor, 'still here');

    expect(next.id).not.toBe(conversation.id);
    expect(same.id).toBe(next.id);
    expect(await conversationOf(next.id)).toMatchObject({ provider: 'widget', preview: 'still here', unread: 2 });
    expect(await conversationOf(conversation.id)).toMatchObject({ provider: 'telegram' });
    expect((await conversationOf(next.id)).contact.id).toBe((await conversationOf(conversation.id)).contact.id);
    await expect(link(visitor, conversation.id)).rejects.toMatchObject({ code: 'carry-on.done' });
  });

  test('a chat that has an open conversation keeps it: the one from the site ends, each names the other, and the stranger was this contact', async () => {
    const { bot, channelId, ann, sees, press } = await openShop();
    ann.sendText(bot, 'Where is my order?');
    const inTelegram = async () => (await hub().client.call(listConversations, { query: { channel: channelId } })).items[0];
    await vi.waitFor(async () => expect(await inTelegram()).toBeDefined(), patience);
    const there = (await inTelegram())!;
    const visitor = await visit(hub());
    const { conversation } = await write(visitor, 'It is me again');
    const stranger = (await conversationOf(conversation.id)).contact.id;

    press((await link(visitor, conversation.id)).url);
    await sees('goes on here');

    const ended = await conversationOf(conversation.id);
    expect(ended).toMatchObject({ status: 'closed', provider: 'widget', contact: { id: there.contact.id } });
    expect(await Contact.findById(stranger).lean()).toMatchObject({ mergedInto: expect.anything() as unknown });
    const eventsOf = async (conversationId: string) =>
      (await hub().client.call(listMessages, { params: { conversationId }, query: {} })).items.flatMap(({ event }) =>
        event?.type === 'carried-on' ? [event.data] : [],
      );
    expect(await eventsOf(conversation.id)).toMatchObject([{ to: { provider: 'telegram', number: there.number } }]);
    expect(await eventsOf(there.id)).toMatchObject([{ from: { provider: 'widget', number: ended.number } }]);
    const [shown] = (await visitor.call(listVisitorConversations, { query: {} })).items;
    expect(shown).toMatchObject({ id: conversation.id, carriedOnTo: { provider: 'telegram' }, rating: { isAsked: false } });
    expect((await write(visitor, 'once more')).conversation.id).not.toBe(conversation.id);
  });

  test('a chat whose conversation was closed takes it over; of somebody with a name only the conversation goes', async () => {
    const { bot, channelId, ann, sees, press } = await openShop();
    ann.sendText(bot, 'long ago');
    const inTelegram = async () => (await hub().client.call(listConversations, { query: { channel: channelId } })).items;
    await vi.waitFor(async () => expect(await inTelegram()).toHaveLength(1), patience);
    const [old] = await inTelegram();
    await hub().client.call(closeConversation, { params: { conversationId: old!.id } });
    await hub().client.call(updateWidget, {
      body: { leadForm: { when: 'before', title: null, fields: [{ key: 'email', label: null, isRequired: true }] } },
    });
    const visitor = await visit(hub());
    await visitor.call(fillLeadForm, { body: { values: { email: 'ann@example.com' } } });
    const { conversation } = await write(visitor, 'new question');
    const lead = (await conversationOf(conversation.id)).contact.id;

    press((await link(visitor, conversation.id)).url);
    await sees('goes on here');

    expect(await conversationOf(conversation.id)).toMatchObject({ provider: 'telegram', contact: { id: old!.contact.id } });
    expect((await Contact.findById(lead).orFail().lean()).mergedInto).toBeUndefined();
    ann.sendText(bot, 'and here');
    await vi.waitFor(async () => expect(await conversationOf(conversation.id)).toMatchObject({ preview: 'and here' }), patience);
    expect(await conversationOf(old!.id)).toMatchObject({ status: 'closed', preview: 'long ago' });
  });
});

describe('a link that counts no more', () => {
  test('is refused in the customer’s language when it was used, is over, or was made for another bot; its words are kept nowhere', async () => {
    const { press, sees, channelId } = await openShop('ru');
    const other = await openShop('ru');
    await hub().client.call(updateWidget, { body: { carryOnChannelId: channelId } });
    const visitor = await visit(hub());
    const { conversation } = await write(visitor, 'hello');
    const [used, late, strange] = [
      await link(visitor, conversation.id),
      await link(visitor, conversation.id),
      await link(visitor, conversation.id),
    ];

    other.press(strange.url);
    await other.sees('больше не работает');
    expect(await conversationOf(conversation.id)).toMatchObject({ provider: 'widget' });
    press(used.url);
    await sees('продолжается здесь');
    press(used.url);
    await sees('уже использована');
    await CarryLink.updateMany({ usedBy: { $exists: false } }, { $set: { expiresAt: new Date(Date.now() - 1000) } });
    press(late.url);
    await sees('больше не работает');

    const { items } = await hub().client.call(listMessages, { params: { conversationId: conversation.id }, query: {} });
    expect(items.filter(({ direction, kind }) => direction === 'in' && kind === 'text').map(({ text }) => text)).toEqual([
      'hello',
      '/start',
      '/start',
    ]);
    expect(JSON.stringify(items)).not.toContain('c_');
  });

  test('is not made where carrying on is not offered, nor for a conversation of somebody else', async () => {
    await openShop();
    const [visitor, stranger] = [await visit(hub()), await visit(hub())];
    const { conversation } = await write(visitor, 'hello');
    await expect(link(stranger, conversation.id)).rejects.toMatchObject({ code: 'conversation.unknown' });

    await hub().client.call(updateWidget, { body: { carryOnChannelId: null } });
    await expect(link(visitor, conversation.id)).rejects.toMatchObject({ code: 'carry-on.not-offered' });
  });
});
