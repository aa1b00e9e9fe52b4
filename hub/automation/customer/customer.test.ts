import { expect, test, vi } from 'vitest';
import { addChannel, updateChannel } from '../../api/customers/channels.ts';
import { getContact } from '../../api/customers/contacts.ts';
import { closeConversation, getConversation, listConversations, reopenConversation } from '../../api/customers/conversations.ts';
import { listMessages, sendMessage } from '../../api/customers/messages.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { tellRecorded } from '../../domain/conversation/recording/tell.ts';
import { newFact } from '../../domain/conversation/recording/announcer.ts';
import { systemActor } from '../../core/actor.ts';
import { useHub } from '../../test/start-hub.ts';
import { sendClosedNotices } from './closed-notice.ts';

const hub = useHub();
const patience = { timeout: 15_000, interval: 50 };
let bots = 0;

/** A bot, and a customer who is about to write to it. */
async function openShop(settings: Record<string, unknown> = {}, languageCode = 'en') {
  const bot = hub().telegram.createBot({ username: `shop_${(bots += 1)}_bot` });
  const { id: channelId } = await hub().client.call(addChannel, { body: { provider: 'telegram', settings: { botToken: bot.token } } });
  if (Object.keys(settings).length > 0) await hub().client.call(updateChannel, { params: { channelId }, body: settings });
  const ann = hub().telegram.createUser({ firstName: 'Ann', languageCode });
  const conversation = async () => (await hub().client.call(listConversations, { query: { channel: channelId } })).items[0]!;
  const timeline = async () =>
    (await hub().client.call(listMessages, { params: { conversationId: (await conversation()).id }, query: {} })).items;
  const seen = () => hub().telegram.transcript(ann.chatWith(bot));
  const sees = (text: string) => vi.waitFor(() => expect(seen().map((message) => message.text)).toContain(text), patience);
  return { bot, channelId, ann, conversation, timeline, seen, sees };
}

const everything = { greeting: { en: 'Hello, you are #{number}', ru: 'Здравствуйте' }, closedNotice: { en: 'Closed' }, commands: true };

test('without settings nothing is ever said by itself, whatever the customer writes', async () => {
  const { bot, ann, conversation, timeline, seen } = await openShop();
  ann.openDeepLink(bot);
  for (const command of ['/help', '/privacy', '/delete_my_data yes', '/lang ru']) ann.sendText(bot, command);
  await vi.waitFor(async () => expect(await conversation()).toMatchObject({ unread: 5, tags: [] }), patience);
  await hub().client.call(closeConversation, { params: { conversationId: (await conversation()).id } });
  await hub().hub.announcer.settled();

  expect((await timeline()).filter(({ direction, kind }) => direction === 'out' && kind !== 'event')).toEqual([]);
  expect(seen()).toHaveLength(5);
  expect(await Conversation.countDocuments({ _id: (await conversation()).id, closedNoticeAt: { $exists: true } })).toBe(0);
});

test('a greeting comes once per conversation, from the bot, and is nobody’s answer', async () => {
  const { bot, ann, conversation, timeline, sees } = await openShop(everything);
  ann.sendText(bot, 'Where is my order?');
  await vi.waitFor(async () => expect((await timeline()).at(-1)?.delivery?.state).toBe('sent'), patience);
  const opened = await conversation();
  await sees(`Hello, you are #${opened.number}`);

  expect(await timeline()).toMatchObject([
    { seq: 1, direction: 'in', text: 'Where is my order?' },
    { seq: 2, direction: 'out', kind: 'text', author: { type: 'bot' } },
  ]);
  expect(opened).toMatchObject({ unread: 1, preview: 'Where is my order?', status: 'open' });
  expect(opened.waitingSince).not.toBeNull();
  const record = await Conversation.findById(opened.id).orFail().lean();
  expect(record.lastReply).toBeNull();

  // The fact is told again after a crash, and the customer writes again.
  tellRecorded(hub().hub, record, newFact(systemActor(record.workspaceId), 'conversation.opened', {}, new Date()));
  ann.sendText(bot, '/start');
  await vi.waitFor(async () => expect(await conversation()).toMatchObject({ unread: 2 }), patience);
  await hub().hub.announcer.settled();
  expect((await timeline()).filter(({ direction }) => direction === 'out')).toHaveLength(1);

  // An answer of the team that was written before the greeting was seen is not held.
  await hub().client.call(sendMessage, {
    params: { conversationId: opened.id },
    body: { kind: 'text', text: 'On its way', seenSeq: 1 },
  });
  expect(await conversation()).toMatchObject({ unread: 0, waitingSince: null, preview: 'On its way' });
});

test('it is in the customer’s language, else the workspace’s, else in any there is', async () => {
  const russian = await openShop(everything, 'ru');
  russian.ann.sendText(russian.bot, 'Привет');
  await russian.sees('Здравствуйте');
  const german = await openShop({ greeting: { ru: 'Только по-русски' } }, 'de');
  german.ann.sendText(german.bot, 'Hallo');
  await german.sees('Только по-русски');
});

test('the team’s closing is told when it can’t be undone any more, with a button that opens again', async () => {
  const { bot, ann, conversation, timeline, seen, sees } = await openShop({ closedNotice: { en: 'Closed #{number}' } });
  ann.sendText(bot, 'hello');
  await vi.waitFor(async () => expect(await conversation()).toBeDefined(), patience);
  const { id: conversationId, number } = await conversation();
  const params = { conversationId };
  await hub().client.call(closeConversation, { params });
  const due = await vi.waitFor(async () => {
    const record = await Conversation.findById(conversationId).orFail().lean();
    expect(record.closedNoticeAt).toBeDefined();
    return record;
  }, patience);
  expect(due.closedNoticeAt!.getTime() - due.closedAt!.getTime()).toBeGreaterThan(30_000);

  // Opened again within the time: dropped.
  await hub().client.call(reopenConversation, { params });
  await Conversation.updateOne({ _id: conversationId }, { $set: { closedNoticeAt: new Date() } });
  await sendClosedNotices(hub().hub);
  expect((await Conversation.findById(conversationId).orFail().lean()).closedNoticeAt).toBeUndefined();
  expect(seen()).toHaveLength(1);

  await hub().client.call(closeConversation, { params });
  await vi.waitFor(async () => {
    const { modifiedCount } = await Conversation.updateOne(
      { _id: conversationId, closedNoticeAt: { $gt: new Date() } },
      { $set: { closedNoticeAt: new Date() } },
    );
    expect(modifiedCount).toBe(1);
  }, patience);
  await Promise.all([sendClosedNotices(hub().hub), sendClosedNotices(hub().hub)]);
  await sees(`Closed #${number}`);
  expect(await conversation()).toMatchObject({ status: 'closed', preview: 'hello' });
  expect((await timeline()).filter(({ author, kind }) => author.type === 'bot' && kind === 'text')).toHaveLength(1);

  await ann.press(seen().at(-1)!, 'Reopen');
  await vi.waitFor(async () => expect(await conversation()).toMatchObject({ status: 'open', unread: 1 }), patience);
});

test('commands are answered, and a wish to be forgotten is put before the team but erases nothing', async () => {
  const { bot, ann, conversation, timeline, seen, sees } = await openShop({ commands: true, privacy: { en: 'We keep it a year.' } });
  ann.sendText(bot, '/help');
  await vi.waitFor(() => expect(seen().at(-1)?.text).toContain('/delete_my_data'), patience);
  ann.sendText(bot, '/privacy');
  await sees('We keep it a year.');

  ann.sendText(bot, '/delete_my_data');
  await vi.waitFor(() => expect(seen().at(-1)?.text).toContain('Shall we ask'), patience);
  expect((await conversation()).tags).toEqual([]);
  await ann.press(seen().at(-1)!, 'Yes, delete my data');
  await sees('Your request has been passed on to the team.');
  expect((await conversation()).tags).toEqual(['erase-requested']);
  const notes = (await timeline()).filter(({ kind }) => kind === 'note');
  expect(notes).toMatchObject([{ author: { type: 'bot' } }]);
  expect(seen().map(({ text }) => text)).not.toContain(notes[0]!.text);

  ann.sendText(bot, '/lang ru');
  await sees('Теперь эти сообщения будут на русском.');
  const { contact, id: conversationId } = await conversation();
  expect(await hub().client.call(getContact, { params: { contactId: contact.id } })).toMatchObject({ language: 'ru' });
  expect(await hub().client.call(getConversation, { params: { conversationId } })).toMatchObject({ status: 'open' });
});
