import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTelegramEmulator, type TelegramEmulator } from '../../emulators/telegram/emulator.ts';
import type { ChatRef, EmulatedBot } from '../../emulators/telegram/actors/handles.ts';
import type { EmulatedUser } from '../../emulators/telegram/actors/user.ts';
import type { TranscriptMessage } from '../../emulators/telegram/transcript.ts';
import { makeConsole, type RunningConsole } from '../test/start-console.fixture.ts';

let telegram: TelegramEmulator;
let bot: EmulatedBot;
let running: RunningConsole;
let ann: EmulatedUser;
let forum: ChatRef;

beforeEach(async () => {
  telegram = await startTelegramEmulator();
  bot = telegram.createBot({ username: 'desk_bot' });
  running = await makeConsole(telegram.url, bot.token);
  ann = telegram.createUser({ firstName: 'Ann' });
  running.hub.addAgent({ name: 'Ann', userId: ann.id });
  ann.openDeepLink(bot);
  await running.start();
  forum = ann.createForum('Support');
  ann.addBot(forum, bot, 'all');
  running.hub.codes.set('bind-code', { agentId: '', name: '', account: '', role: 'admin', workspaceName: '' });
  ann.sendText(forum, '/bind bind-code');
  await telegram.waitFor(() => running.hub.groups[0]?.problem === null && all().some(({ text }) => text?.includes('is bound')));
});

afterEach(async () => {
  await running.stop();
  await telegram.stop();
  expect(running.pump.faults).toEqual([]);
});

const all = (): TranscriptMessage[] => telegram.transcript(forum);
const inTopic = (thread: number): TranscriptMessage[] => telegram.transcript(forum, { thread });
const sentTexts = (): string[] =>
  running.hub.messages.filter(({ kind, direction }) => kind === 'text' && direction === 'out').map(({ text }) => text);
const notes = (): string[] => running.hub.messages.filter(({ kind }) => kind === 'note').map(({ text }) => text);
const has = (messages: TranscriptMessage[], words: string) => messages.findLast(({ text }) => text?.includes(words));

async function openTopic(text = 'Hi'): Promise<number> {
  const { conversationId } = await running.hub.customerWrites('Zoe', text);
  await telegram.waitFor(() => has(all(), text), { what: 'the card' });
  await quiet();
  const thread = running.records.all.threads.find((one) => one.conversationId === conversationId);
  return thread?.threadId ?? 0;
}

async function quiet(): Promise<void> {
  await telegram.waitFor(() => telegram.pendingUpdates(bot) === 0, { what: 'updates to be handled' });
  await running.pump.idle();
}

test('a conversation gets one topic with its card pinned, and what is written there reaches the customer', async () => {
  const thread = await openTopic('Where is it?');

  ann.sendText(forum, 'On its way', { thread });
  await telegram.waitFor(() => sentTexts().includes('On its way'));

  expect(telegram.topics(forum).map(({ name }) => name)).toContain('#1 Zoe');
  expect(inTopic(thread).find(({ isPinned }) => isPinned)?.text).toContain('Where is it?');
});

test('a deleted topic is made anew once while five messages come, with the card and the last messages', async () => {
  const thread = await openTopic('first words');
  await running.hub.customerWrites('Zoe', 'second words');
  await telegram.waitFor(() => has(inTopic(thread), 'second words'));
  await quiet();
  const before = telegram.topics(forum).length;
  ann.deleteTopic(forum, thread);

  await Promise.all(['a1', 'a2', 'a3', 'a4', 'a5'].map((text) => running.hub.customerWrites('Zoe', text)));
  await telegram.waitFor(() => has(all(), 'a5'));
  await quiet();

  expect(telegram.topics(forum)).toHaveLength(before);
  const [now] = running.records.all.threads;
  const shown = inTopic(now?.threadId ?? 0)
    .map(({ text }) => text ?? '')
    .join('\n');
  for (const words of ['first words', 'second words', 'a1', 'a2', 'a3', 'a4', 'a5']) expect(shown.split(words)).toHaveLength(2);
});

test('a topic that somebody closed is opened again for the customer’s message', async () => {
  const thread = await openTopic();
  ann.closeTopic(forum, thread);

  await running.hub.customerWrites('Zoe', 'still there?');

  await telegram.waitFor(() => has(inTopic(thread), 'still there?'));
});

test('closing the conversation closes the topic, the customer’s next words open it', async () => {
  const thread = await openTopic();
  const card = has(inTopic(thread), 'Hi');
  if (!card) throw new Error('no card');
  await ann.press(card, '✅ Close');
  await telegram.waitFor(() => telegram.topics(forum).find(({ id }) => id === thread)?.isClosed);

  await running.hub.customerWrites('Zoe', 'one more thing');

  await telegram.waitFor(() => has(inTopic(thread), 'one more thing') && !telegram.topics(forum).find(({ id }) => id === thread)?.isClosed);
});

test('what is said in General stays in the group, replies included', async () => {
  await openTopic();
  const chat = ann.sendText(forum, 'lunch?');
  ann.replyTo(chat, 'yes');
  await quiet();

  expect(running.hub.messages.filter(({ direction }) => direction === 'out')).toEqual([]);
});

test('posts of anonymous admins and of people without a seat go nowhere and are answered by a hint', async () => {
  const thread = await openTopic();
  const eve = telegram.createUser({ firstName: 'Eve' });
  ann.addMember(forum, eve);

  eve.sendText(forum, 'I am Eve', { thread });
  await telegram.waitFor(() => has(all(), 'is not linked'));
  ann.sendAnonymously(forum, 'who am I', { thread });
  await telegram.waitFor(() => has(all(), 'Anonymous posts'));

  expect(sentTexts()).toEqual([]);
});

test('in a silent topic everything is a note, edits of earlier replies included', async () => {
  const thread = await openTopic();
  const reply = ann.sendText(forum, 'to the customer', { thread });
  await telegram.waitFor(() => sentTexts().length === 1);
  ann.sendText(forum, '/silent', { thread });
  await telegram.waitFor(() => has(inTopic(thread), 'Silent'));

  ann.sendText(forum, 'between us', { thread });
  ann.edit(reply, 'changed');
  await telegram.waitFor(() => notes().length === 2);

  expect(sentTexts()).toEqual(['to the customer']);
  expect(notes().toSorted()).toEqual(['between us', 'changed']);
});

test('after /replyonly on only replies to the bot reach the customer, until /replyonly off; only admins may switch it', async () => {
  const thread = await openTopic();
  ann.sendText(forum, '/replyonly on', { thread });
  await telegram.waitFor(() => has(inTopic(thread), 'may not'));
  expect(running.hub.groups[0]?.isReplyOnly).toBe(false);
  Object.assign(running.hub.agents[0] ?? {}, { role: 'admin' });
  ann.sendText(forum, '/replyonly on', { thread });
  await telegram.waitFor(() => has(inTopic(thread), 'Only replies'));

  ann.sendText(forum, 'between colleagues', { thread });
  const card = has(inTopic(thread), 'Hi');
  if (!card) throw new Error('no card');
  ann.replyTo(card, 'to the customer');
  await telegram.waitFor(() => sentTexts().length > 0);
  ann.sendText(forum, '/replyonly off', { thread });
  await telegram.waitFor(() => has(inTopic(thread), 'Everything written'));
  ann.sendText(forum, 'to the customer too', { thread });
  await telegram.waitFor(() => sentTexts().length > 1);

  expect(sentTexts()).toEqual(['to the customer', 'to the customer too']);
});

test('who leaves the group leaves a question behind, and a press puts the conversations back in the queue', async () => {
  const thread = await openTopic();
  const card = has(inTopic(thread), 'Hi');
  const bob = telegram.createUser({ firstName: 'Bob' });
  running.hub.addAgent({ name: 'Bob', userId: bob.id });
  ann.addMember(forum, bob);
  if (!card) throw new Error('no card');
  await bob.press(card, '✋ Take');

  ann.removeMember(forum, bob);
  const question = await telegram.waitFor(() => has(all(), 'Bob left the group'));
  await quiet();
  expect(all().filter(({ text }) => text?.includes('left the group'))).toHaveLength(1);
  await ann.press(question, 'Put all back in the queue');

  expect([...running.hub.conversations.values()]).toMatchObject([{ assigneeId: null, status: 'open' }]);
  await telegram.waitFor(() => has(all(), '1 conversation is back'));
});

test('what looks like a mistyped command is kept as a note with a hint', async () => {
  const thread = await openTopic();

  ann.sendText(forum, '/refund now', { thread });
  await telegram.waitFor(() => has(inTopic(thread), 'kept as a note'));

  expect(sentTexts()).toEqual([]);
  expect(notes()).toEqual(['/refund now']);
});

test('a group that misses a right is told which one', async () => {
  const poor = ann.createForum('Poor');
  ann.addBot(poor, bot, { can_manage_topics: true, can_delete_messages: true });
  running.hub.codes.set('second-code', { agentId: '', name: '', account: '', role: 'admin', workspaceName: '' });

  ann.sendText(poor, '/bind second-code');

  const answer = await telegram.waitFor(() => has(telegram.transcript(poor), 'missing'));
  expect(answer.text).toContain('pin messages');
  expect(answer.text).not.toContain('manage topics');
});

test('a flood limit of the group holds its sends back for the time Telegram names, and an agent’s chat flows on', async () => {
  const thread = await openTopic();
  telegram.faults.add({ method: 'send*', chatId: forum.id, kind: '429', retryAfter: 1, times: 2 });
  const startedAt = Date.now();

  await running.hub.customerWrites('Zoe', 'through the storm');
  ann.sendText(bot, '/status');
  const status = await telegram.waitFor(() => has(telegram.transcript(ann.chatWith(bot)), 'Outbox'));
  const statusAfter = Date.now() - startedAt;
  await telegram.waitFor(() => has(inTopic(thread), 'through the storm'), { timeout: 20_000 });

  expect(status).toBeDefined();
  expect(statusAfter).toBeLessThan(1000);
  expect(running.pump.refusals[0]?.refusal).toEqual({ outcome: 'retry', retryAfterMs: 1000, isFlood: true });
});
