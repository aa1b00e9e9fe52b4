import { Api, GrammyError, InputFile } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChatRef, EmulatedBot } from '../actors/handles.ts';
import type { EmulatedUser } from '../actors/user.ts';
import { startTelegramEmulator, type TelegramEmulator } from '../emulator.ts';
import { png } from '../test-files.ts';

let emulator: TelegramEmulator;
let bot: EmulatedBot;
let api: Api;
let ann: EmulatedUser;
let bob: EmulatedUser;
let forum: ChatRef;

beforeEach(async () => {
  emulator = await startTelegramEmulator();
  bot = emulator.createBot({ username: 'desk_bot' });
  api = new Api(bot.token, { apiRoot: emulator.url });
  ann = emulator.createUser({ firstName: 'Ann' });
  bob = emulator.createUser({ firstName: 'Bob' });
  forum = ann.createForum('Support', [bob]);
  ann.addBot(forum, bot, 'all');
  ann.openDeepLink(bot);
});
afterEach(() => emulator.stop());

const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof GrammyError ? error.description : String(error)),
  );

test('uploads over the limits are refused: 50 MB, 10 MB for a photo, and a photo has to be a picture', async () => {
  const megabytes = (count: number): InputFile => new InputFile(Buffer.concat([png, Buffer.alloc(count * 1024 * 1024)]), 'big.png');
  expect(await refusal(api.sendDocument(ann.id, megabytes(50)))).toBe('Request Entity Too Large');
  expect(await refusal(api.sendPhoto(ann.id, megabytes(10)))).toMatch('is too big for a photo; the maximum size is 10485760 bytes');
  expect(await refusal(api.sendPhoto(ann.id, new InputFile(Buffer.from('text'), 'x.jpg')))).toBe('Bad Request: IMAGE_PROCESS_FAILED');
  expect(await refusal(api.sendPhoto(ann.id, 'https://example.com/x.jpg'))).toBe('Bad Request: failed to get HTTP URL content');
});

test("a customer's file over 20 MB can't be fetched", async () => {
  ann.sendDocument(bot, { bytes: Buffer.alloc(20 * 1024 * 1024 + 1), name: 'huge.bin' });
  const updates = await api.getUpdates();
  const fileId = updates.at(-1)?.message?.document?.file_id ?? '';

  expect(await refusal(api.getFile(fileId))).toBe('Bad Request: file is too big');
});

test('messages of people in topics and General carry the thread ids of the real thing', async () => {
  const { message_thread_id: thread } = await api.createForumTopic(forum.id, 'Bob');
  const sent = bob.sendText(forum, 'in the topic', { thread });
  bob.replyTo(sent, 'an answer there');
  const lobby = bob.sendText(forum, 'in General');
  bob.replyTo(lobby, 'an answer in General');

  const seen = (await api.getUpdates())
    .slice(-4)
    .map(({ message }) => [message?.message_thread_id, message?.is_topic_message, message?.reply_to_message?.message_id]);
  expect(seen).toEqual([
    [thread, true, thread],
    [thread, true, sent.messageId],
    [undefined, undefined, undefined],
    [lobby.messageId, undefined, lobby.messageId],
  ]);
});

test('topics: names, icons, rights and changes that change nothing', async () => {
  const icons = await api.getForumTopicIconStickers();
  const icon = icons[0]?.custom_emoji_id ?? '';
  const { message_thread_id: thread } = await api.createForumTopic(forum.id, 'Bob', { icon_custom_emoji_id: icon });
  expect(await refusal(api.editForumTopic(forum.id, thread, { name: 'Bob' }))).toBe('Bad Request: TOPIC_NOT_MODIFIED');
  expect(await refusal(api.editForumTopic(forum.id, thread, { name: 'Bob - waiting' }))).toBe('ok');
  expect(await refusal(api.createForumTopic(forum.id, 'x', { icon_custom_emoji_id: '1' }))).toBe('Bad Request: DOCUMENT_INVALID');
  expect(await refusal(api.closeForumTopic(forum.id, 999))).toBe('Bad Request: TOPIC_ID_INVALID');
  ann.addBot(forum, bot, { can_pin_messages: true });
  expect(await refusal(api.createForumTopic(forum.id, 'x'))).toBe('Bad Request: not enough rights to create a topic');
  expect(await refusal(api.deleteForumTopic(forum.id, thread))).toBe('Bad Request: not enough rights to delete a topic');
  expect(await refusal(api.editForumTopic(forum.id, thread, { name: 'still mine' }))).toBe('ok');
  expect(emulator.topics(forum)).toMatchObject([{ name: 'still mine', iconCustomEmojiId: icon, isClosed: false }]);
  expect(() => bob.closeTopic(forum, thread)).toThrow("can't manage topics");
});

test('a bot that was removed is told so, in the chat and in the refusal', async () => {
  ann.removeMember(forum, bot);

  expect(await refusal(api.sendMessage(forum.id, 'x'))).toBe('Forbidden: bot was kicked from the supergroup chat');
  const last = (await api.getUpdates()).at(-1);
  expect(last?.my_chat_member?.new_chat_member.status).toBe('kicked');
});

test('edits: own messages only, text and caption each by its method, buttons alone leave no mark', async () => {
  const theirs = ann.sendText(bot, 'mine');
  const text = await api.sendMessage(ann.id, 'one', { reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] } });
  const photo = await api.sendPhoto(ann.id, new InputFile(png), { caption: 'a' });
  expect(await refusal(api.editMessageText(ann.id, theirs.messageId, 'x'))).toBe("Bad Request: message can't be edited");
  expect(await refusal(api.editMessageText(ann.id, photo.message_id, 'x'))).toBe('Bad Request: there is no text in the message to edit');
  await api.editMessageReplyMarkup(ann.id, text.message_id);
  await api.editMessageCaption(ann.id, photo.message_id, { caption: 'b' });

  expect(emulator.transcript(ann.chatWith(bot)).slice(-2)).toMatchObject([
    { text: 'one', buttons: [], isEdited: false },
    { caption: 'b', isEdited: true },
  ]);
});

test('deleting: own within 48 hours, nobody else in private is asked, service messages of topics stay', async () => {
  const { message_thread_id: thread } = await api.createForumTopic(forum.id, 'Bob');
  const old = await api.sendMessage(ann.id, 'old');
  expect(await refusal(api.deleteMessage(forum.id, thread))).toBe("Bad Request: message can't be deleted");
  emulator.advance(49 * 3_600_000);
  expect(await refusal(api.deleteMessage(ann.id, old.message_id))).toBe("Bad Request: message can't be deleted for everyone");
  expect(await refusal(api.deleteMessage(ann.id, 12_345))).toBe('Bad Request: message to delete not found');
  const fresh = await api.sendMessage(ann.id, 'fresh');
  expect(await refusal(api.deleteMessage(ann.id, fresh.message_id))).toBe('ok');
});

test('copies lose their origin, forwards keep it, albums stay albums', async () => {
  const album = ann.sendAlbum(
    bot,
    [
      { kind: 'photo', bytes: png },
      { kind: 'photo', bytes: png },
    ],
    { caption: 'Two' },
  );
  const ids = album.map(({ messageId }) => messageId);
  await api.copyMessages(forum.id, ann.id, ids);
  await api.forwardMessages(forum.id, ann.id, ids);

  const [copy, copy2, forwarded] = emulator.transcript(forum).slice(-4);
  expect(copy?.albumId).toBe(copy2?.albumId);
  expect([copy?.forwardedFrom, forwarded?.forwardedFrom, copy?.caption]).toEqual([undefined, 'Ann', 'Two']);
  expect(forwarded?.albumId).not.toBe(copy?.albumId);
  expect(await refusal(api.copyMessages(forum.id, ann.id, [...ids].reverse()))).toMatch('strictly increasing');
});

test('commands are kept per scope and language', async () => {
  await api.setMyCommands([{ command: 'take', description: 'Take it' }], {
    scope: { type: 'chat', chat_id: forum.id },
    language_code: 'ru',
  });

  expect(await api.getMyCommands({ scope: { type: 'chat', chat_id: forum.id }, language_code: 'ru' })).toEqual([
    { command: 'take', description: 'Take it' },
  ]);
  expect(await api.getMyCommands()).toEqual([]);
  expect(await refusal(api.setMyCommands([{ command: 'Take!', description: 'x' }]))).toBe('Bad Request: BOT_COMMAND_INVALID');
});

test('the menu button is commands, or a web app at an https address', async () => {
  const page = (url: string) => ({ menu_button: { type: 'web_app' as const, text: 'Chat', web_app: { url } } });
  await api.setChatMenuButton(page('https://example.com/chat'));

  expect(await api.getChatMenuButton()).toEqual(page('https://example.com/chat').menu_button);
  expect(await refusal(api.setChatMenuButton(page('http://example.com/chat')))).toBe(
    "Bad Request: menu button Web App URL 'http://example.com/chat' is invalid: Only HTTPS links are allowed",
  );
  await api.setChatMenuButton({ menu_button: { type: 'default' } });
});

test('reactions of a bot: one, of the allowed ones', async () => {
  const sent = ann.sendText(bot, 'hi');
  await api.setMessageReaction(ann.id, sent.messageId, [{ type: 'emoji', emoji: '👀' }]);

  expect(emulator.transcript(ann.chatWith(bot)).at(-1)?.reactions).toEqual([{ by: bot.id, emoji: ['👀'] }]);
  const invalid = fetch(
    `${emulator.url}/bot${bot.token}/setMessageReaction?chat_id=${ann.id}&message_id=${sent.messageId}&reaction=[{"type":"emoji","emoji":"✅"}]`,
  );
  expect(await (await invalid).json()).toMatchObject({ description: 'Bad Request: REACTION_INVALID' });
});

test('a deleted topic can be refused by the other text that is seen in the wild; its id stays void', async () => {
  const { message_thread_id: thread } = await api.createForumTopic(forum.id, 'Bob');
  ann.deleteTopic(forum, thread);
  emulator.strictness.deletedTopic = 'TOPIC_DELETED';

  expect(await refusal(api.sendMessage(forum.id, 'x', { message_thread_id: thread }))).toBe('Bad Request: TOPIC_DELETED');
  expect(await refusal(api.reopenForumTopic(forum.id, thread))).toBe('Bad Request: TOPIC_ID_INVALID');
});

test('General: closed it refuses, hidden and shown again it says so', async () => {
  await api.closeGeneralForumTopic(forum.id);
  expect(await refusal(api.sendMessage(forum.id, 'x'))).toBe('Bad Request: TOPIC_CLOSED');
  await api.reopenGeneralForumTopic(forum.id);
  await api.hideGeneralForumTopic(forum.id);
  expect(await refusal(api.hideGeneralForumTopic(forum.id))).toBe('Bad Request: TOPIC_NOT_MODIFIED');
  await api.unhideGeneralForumTopic(forum.id);

  const fields = emulator.transcript(forum).flatMap(({ service }) => Object.keys(service ?? {}));
  expect(fields.slice(-4)).toEqual([
    'forum_topic_closed',
    'forum_topic_reopened',
    'general_forum_topic_hidden',
    'general_forum_topic_unhidden',
  ]);
});

test('a message sent through inline mode is pressed and edited by its inline id', async () => {
  const result = { type: 'article', id: 'a', title: 'A', input_message_content: { message_text: 'one' } };
  const sent = bob.choose(bot, { ...result, reply_markup: { inline_keyboard: [[{ text: 'More', callback_data: 'm' }]] } }, forum);
  const answer = bob.press(sent, 'More');
  const query = (await api.getUpdates()).at(-1)?.callback_query;
  await api.editMessageTextInline(query?.inline_message_id ?? '', 'two');
  await api.answerCallbackQuery(query?.id ?? '', { text: 'done' });

  expect((await answer).text).toBe('done');
  expect(emulator.transcript(forum).at(-1)).toMatchObject({ text: 'two', viaBot: 'desk_bot', from: { name: 'Bob' } });
});

test('an album costs its parts, edits and topics count, typing does not', async () => {
  emulator.budgets.limits = { groupPerMinute: 5, privatePerSecond: 100, privateBurst: 100, overallPerSecond: 1000 };
  const photo = () => ({ type: 'photo' as const, media: new InputFile(png, 'a.png') });
  const [first] = await api.sendMediaGroup(forum.id, [photo(), photo()]);
  await api.editMessageCaption(forum.id, first?.message_id ?? 0, { caption: 'x' });
  await api.createForumTopic(forum.id, 'Bob');
  for (let index = 0; index < 10; index++) await api.sendChatAction(forum.id, 'typing');

  expect(await refusal(api.sendMediaGroup(forum.id, [photo(), photo()]))).toMatch('Too Many Requests');
  expect(await refusal(api.sendMessage(forum.id, 'the fifth'))).toBe('ok');
  expect(await refusal(api.sendMessage(forum.id, 'the sixth'))).toMatch('Too Many Requests');
  expect(await refusal(api.sendMessage(ann.id, 'elsewhere'))).toBe('ok');
});
