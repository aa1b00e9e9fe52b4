import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTelegramEmulator, type TelegramEmulator } from '../emulators/telegram/emulator.ts';
import type { EmulatedBot } from '../emulators/telegram/actors/handles.ts';
import type { EmulatedUser } from '../emulators/telegram/actors/user.ts';
import type { TranscriptMessage } from '../emulators/telegram/transcript.ts';
import type { DeskAgent } from './desk-views.ts';
import { makeConsole, type RunningConsole } from './test/start-console.ts';

let telegram: TelegramEmulator;
let bot: EmulatedBot;
let running: RunningConsole;
let ann: EmulatedUser;
let annAgent: DeskAgent;

beforeEach(async () => {
  telegram = await startTelegramEmulator();
  bot = telegram.createBot({ username: 'desk_bot' });
  running = await makeConsole(telegram.url, bot.token);
  ann = telegram.createUser({ firstName: 'Ann' });
  annAgent = join(ann);
  await running.start();
});

afterEach(async () => {
  await running.stop();
  await telegram.stop();
  expect(running.pump.faults).toEqual([]);
});

function join(user: EmulatedUser, more: Partial<DeskAgent> = {}): DeskAgent {
  user.openDeepLink(bot);
  return running.hub.addAgent({ name: user.firstName, userId: user.id, ...more });
}

const seen = (user: EmulatedUser): TranscriptMessage[] => telegram.transcript(user.chatWith(bot)).filter(({ from }) => from.isBot);
const sentTexts = (): string[] =>
  running.hub.messages.filter(({ kind, direction }) => kind === 'text' && direction === 'out').map(({ text }) => text);
const notes = (): string[] => running.hub.messages.filter(({ kind }) => kind === 'note').map(({ text }) => text);

async function shown(user: EmulatedUser, words: string): Promise<TranscriptMessage> {
  return telegram.waitFor(() => seen(user).findLast(({ text, caption }) => (text ?? caption ?? '').includes(words)), { what: words });
}

async function quiet(): Promise<void> {
  await telegram.waitFor(() => telegram.pendingUpdates(bot) === 0, { what: 'updates to be handled' });
  await running.pump.idle();
}

describe('a new conversation', () => {
  test('comes as a card with the customer words and buttons', async () => {
    await running.hub.customerWrites('Zoe', 'Where is my order?');

    const card = await shown(ann, 'Where is my order?');

    expect(card.text).toContain('#1');
    expect(card.text).toContain('Zoe');
    expect(card.buttons.flat().map(({ text }) => text)).toContain('✋ Take');
  });

  test('a burst of messages is one card, a later message is its own', async () => {
    await running.hub.customerWrites('Zoe', 'Hello');
    await running.hub.customerWrites('Zoe', 'Anybody there?');
    const card = await shown(ann, 'Hello');
    await quiet();

    await running.hub.customerWrites('Zoe', 'Please answer');
    const later = await shown(ann, 'Please answer');

    expect(card.text).toContain('Anybody there?');
    expect(later.messageId).not.toBe(card.messageId);
    expect(seen(ann).filter(({ text }) => text?.includes('Anybody there?'))).toHaveLength(1);
  });

  test('taken by ten agents at once belongs to one, and nine are told who has it', async () => {
    const others = Array.from({ length: 9 }, (_, index) => telegram.createUser({ firstName: `Agent${index}` }));
    others.forEach((user) => join(user));
    await running.hub.customerWrites('Zoe', 'Hi');
    const cards = await Promise.all([ann, ...others].map(async (user) => ({ user, card: await shown(user, 'Hi') })));

    const answers = await Promise.all(cards.map(({ user, card }) => user.press(card, '✋ Take')));

    expect(answers.filter(({ text }) => text === 'It is yours')).toHaveLength(1);
    expect(answers.filter(({ text, showAlert }) => showAlert && text?.startsWith('Already taken by'))).toHaveLength(9);
    await quiet();
    const [owner] = running.hub.conversations.values();
    for (const { user, card } of cards) {
      const copy = seen(user).find(({ messageId }) => messageId === card.messageId);
      expect(copy?.text).toContain(`Taken by ${owner?.assigneeName ?? ''}`);
    }
  });
});

describe('answering', () => {
  test('a reply to the card reaches the customer, takes the conversation and is marked as delivered', async () => {
    await running.hub.customerWrites('Zoe', 'Hi');
    const card = await shown(ann, 'Hi');

    const reply = ann.replyTo(card, 'Good morning');
    await telegram.waitFor(() => sentTexts().includes('Good morning'));
    const [message] = running.hub.messages.filter(({ text }) => text === 'Good morning');
    if (message) await running.hub.change(message, { delivery: { state: 'delivered' } }, 'delivery');

    await telegram.waitFor(() => {
      const own = telegram.transcript(ann.chatWith(bot)).find(({ messageId }) => messageId === reply.messageId);
      return own?.reactions.some(({ emoji }) => emoji.includes('👍'));
    });
    expect([...running.hub.conversations.values()][0]?.assigneeName).toBe('Ann');
  });

  test('a message without a target is asked about and goes where the agent says', async () => {
    await running.hub.customerWrites('Zoe', 'Hi');
    await running.hub.customerWrites('Max', 'Hey');
    await quiet();

    ann.sendText(bot, 'On my way');
    const question = await shown(ann, 'To whom?');
    expect(sentTexts()).toEqual([]);
    await ann.press(question, '#2 Max');
    await quiet();

    const [message] = running.hub.messages.filter(({ text }) => text === 'On my way');
    expect([...running.hub.conversations.values()].find(({ id }) => id === message?.conversationId)?.contact.name).toBe('Max');
  });

  test('a reply to something unknown is refused in words, never sent', async () => {
    await running.hub.customerWrites('Zoe', 'Hi');
    await shown(ann, 'Hi');
    ann.sendText(bot, '/help');
    const help = await shown(ann, 'Reply to a message');

    ann.replyTo(help, 'to nobody');

    await shown(ann, 'Nothing was sent');
    expect(sentTexts()).toEqual([]);
  });

  test('an answer written before a colleague answered is held until the agent decides', async () => {
    const { conversationId } = await running.hub.customerWrites('Zoe', 'Hi');
    const card = await shown(ann, 'Hi');
    await ann.press(card, '✋ Take');
    const bob = running.hub.addAgent({ name: 'Bob' });
    const conversation = running.hub.conversations.get(conversationId);
    if (!conversation) throw new Error('no conversation');
    running.hub.addMessage(conversation, { text: 'From the web', author: { type: 'agent', id: bob.id, name: 'Bob' } });

    ann.replyTo(card, 'From Telegram');
    const question = await shown(ann, 'From the web');
    expect(sentTexts()).not.toContain('From Telegram');
    await ann.press(question, 'Send anyway');

    await telegram.waitFor(() => sentTexts().includes('From Telegram'));
  });

  test('answering in a colleague’s conversation asks first, and Add as note keeps it inside', async () => {
    const bob = running.hub.addAgent({ name: 'Bob' });
    const { conversationId } = await running.hub.customerWrites('Zoe', 'Hi');
    const card = await shown(ann, 'Hi');
    await quiet();
    Object.assign(running.hub.conversations.get(conversationId) ?? {}, { assigneeId: bob.id, assigneeName: 'Bob' });

    ann.replyTo(card, 'let me help');
    const question = await shown(ann, 'belongs to Bob');
    await ann.press(question, 'Add as note');
    await quiet();

    expect(sentTexts()).toEqual([]);
    expect(notes()).toEqual(['let me help']);
  });

  test('an album is one message with all its files', async () => {
    await running.hub.customerWrites('Zoe', 'Hi');
    const card = await shown(ann, 'Hi');
    const photo = (name: string) => ({ kind: 'photo' as const, bytes: Buffer.from(name), name });

    ann.sendAlbum(bot, [photo('a'), photo('b'), photo('c'), photo('d')], { caption: 'four', replyTo: card });
    await telegram.waitFor(() => sentTexts().length > 0);
    await quiet();

    const sent = running.hub.messages.filter(({ direction, kind }) => direction === 'out' && kind === 'text');
    expect(sent.map(({ text, attachments }) => [text, attachments.length])).toEqual([['four', 4]]);
  });

  test('a failed delivery is told in plain words with Retry', async () => {
    await running.hub.customerWrites('Zoe', 'Hi');
    ann.replyTo(await shown(ann, 'Hi'), 'hello');
    const message = await telegram.waitFor(() => running.hub.messages.find(({ text }) => text === 'hello'));
    await quiet();
    await running.hub.change(message, { delivery: { state: 'failed', reason: 'blocked' } }, 'delivery');

    const failure = await shown(ann, 'the customer has blocked us');
    await ann.press(failure, '🔁 Retry');

    expect(message.delivery?.state).toBe('queued');
  });
});

describe('notes and edits', () => {
  test('a text with a note prefix never leaves, whatever is edited later', async () => {
    await running.hub.customerWrites('Zoe', 'Hi');
    const card = await shown(ann, 'Hi');

    const note = ann.replyTo(card, '// secret');
    await telegram.waitFor(() => notes().includes('secret'));
    ann.edit(note, 'no prefix any more');
    await telegram.waitFor(() => notes().includes('no prefix any more'));

    expect(sentTexts()).toEqual([]);
  });

  test('an edit of a reply that gains a prefix leaves the customer’s copy alone and becomes a note', async () => {
    await running.hub.customerWrites('Zoe', 'Hi');
    const reply = ann.replyTo(await shown(ann, 'Hi'), 'public');
    await telegram.waitFor(() => sentTexts().includes('public'));
    await quiet();

    ann.edit(reply, '! private');
    await shown(ann, 'kept as a note');

    expect(sentTexts()).toEqual(['public']);
    expect(notes()).toEqual(['private']);
  });

  test('an edit of a reply is made at the customer’s, or offered as a correction where the channel can’t', async () => {
    const { conversationId } = await running.hub.customerWrites('Zoe', 'Hi');
    const reply = ann.replyTo(await shown(ann, 'Hi'), 'frist');
    await telegram.waitFor(() => sentTexts().includes('frist'));
    await quiet();
    ann.edit(reply, 'first');
    await telegram.waitFor(() => sentTexts().includes('first'));

    const conversation = running.hub.conversations.get(conversationId);
    if (conversation) conversation.abilities.edit = false;
    ann.edit(reply, 'First!');
    await ann.press(await shown(ann, 'can’t change'), 'Send correction');
    await telegram.waitFor(() => sentTexts().includes('First!'));

    expect(sentTexts()).toEqual(['first', 'First!']);
  });

  test('the customer’s edit is shown in place with the old words, and said when it was answered already', async () => {
    const message = await running.hub.customerWrites('Zoe', 'one');
    const card = await shown(ann, 'one');
    ann.replyTo(card, 'answer');
    await telegram.waitFor(() => sentTexts().length === 1);
    await quiet();

    await running.hub.change(
      message,
      { text: 'two', editedAt: new Date().toISOString(), revisions: [{ text: 'one', at: message.sentAt }] },
      'text',
    );
    await quiet();

    const copy = seen(ann).find(({ messageId }) => messageId === card.messageId);
    expect(copy?.text).toContain('two (edited)\none');
    expect(copy?.entities?.map(({ type }) => type)).toContain('expandable_blockquote');
    await shown(ann, 'already answered');
  });
});

describe('the card', () => {
  test('snoozes by preset, closes with undo, and hands over to a colleague', async () => {
    running.hub.addAgent({ name: 'Bob' });
    const { conversationId } = await running.hub.customerWrites('Zoe', 'Hi');
    const card = await shown(ann, 'Hi');
    const current = () => seen(ann).find(({ messageId }) => messageId === card.messageId) ?? card;
    const state = () => running.hub.conversations.get(conversationId);

    await ann.press(current(), '💤 Snooze…');
    await ann.press(current(), 'Until reply');
    expect(state()?.status).toBe('snoozed');
    await quiet();

    await ann.press(current(), '✅ Close');
    expect(state()?.status).toBe('closed');
    await ann.press(await shown(ann, 'is closed'), 'Undo');
    expect(state()?.status).toBe('open');
    await quiet();

    await ann.press(current(), 'Assign…');
    const bob = current()
      .buttons.flat()
      .find(({ text }) => text.includes('Bob'));
    await ann.press(current(), bob?.text ?? '');
    expect(state()?.assigneeName).toBe('Bob');
  });

  test('shows a note prompt whose answer stays inside', async () => {
    await running.hub.customerWrites('Zoe', 'Hi');
    await ann.press(await shown(ann, 'Hi'), '📝 Note');
    await shown(ann, 'Only the team sees it');

    ann.sendText(bot, 'call her tomorrow');
    await telegram.waitFor(() => notes().length > 0);

    expect(notes()).toEqual(['call her tomorrow']);
    expect(sentTexts()).toEqual([]);
  });
});

describe('linking and people', () => {
  test('a one-time code links an account after a confirmation, a second person gets nothing', async () => {
    const zed = running.hub.addAgent({ name: 'Zed' });
    running.hub.codes.set('one-time-code', { agentId: zed.id, name: 'Zed', account: zed.account, role: 'agent', workspaceName: 'Shop' });
    const user = telegram.createUser({ firstName: 'Zed' });
    user.openDeepLink(bot, 'one-time-code');

    await user.press(await shown(user, 'Is this you?'), 'Confirm');
    const stranger = telegram.createUser({ firstName: 'Eve' });
    stranger.openDeepLink(bot, 'one-time-code');

    await shown(stranger, 'has expired');
    expect(zed.telegram?.userId).toBe(String(user.id));
  });

  test('a stranger’s press and words do nothing', async () => {
    const eve = telegram.createUser({ firstName: 'Eve' });
    eve.openDeepLink(bot);
    eve.sendText(bot, 'let me in');

    await shown(eve, 'for the support team');

    expect(running.hub.messages).toEqual([]);
  });

  test('an agent who blocks the bot is marked unreachable and reachable again after unblocking', async () => {
    ann.block(bot);
    await telegram.waitFor(() => annAgent.telegram?.isReachable === false);
    ann.unblock(bot);
    await telegram.waitFor(() => annAgent.telegram?.isReachable);
  });

  test('quick replies by inline query carry the tag, which the customer never sees', async () => {
    running.hub.quickReplies.push({ id: 'a'.repeat(24), shortcut: 'hi', title: 'Greeting', text: 'Hello {{name}}!', attachments: [] });
    await running.hub.customerWrites('Zoe', 'Hi');
    await shown(ann, 'Hi');

    const answer = await ann.inlineQuery(bot, '#1 greet');
    const [result] = answer.results;
    ann.choose(bot, result ?? {}, bot);
    await telegram.waitFor(() => sentTexts().length > 0);

    expect(answer).toMatchObject({ isPersonal: true, cacheTime: 0 });
    expect(sentTexts()).toEqual(['Hello Zoe!']);
  });
});

test('an update delivered twice is handled once', async () => {
  await running.hub.customerWrites('Zoe', 'Hi');
  const card = await shown(ann, 'Hi');
  ann.replyTo(card, 'once');
  await telegram.waitFor(() => sentTexts().length === 1);
  await quiet();

  const last = Math.max(...running.records.all.handled);
  telegram.redeliver(bot, last);
  await quiet();

  expect(sentTexts()).toEqual(['once']);
});
