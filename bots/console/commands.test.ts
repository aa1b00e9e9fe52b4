import { readFileSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { groupCommands, privateCommands } from './telegram/commands.ts';
import { startTestDesk, type TestDesk } from './test/desk.fixture.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await startTestDesk();
});
afterEach(() => desk.end());

const conversation = () => {
  const [found] = desk.hub.conversations.values();
  if (!found) throw new Error('no conversation');
  return found;
};

async function say(text: string, answer: string) {
  desk.ann.sendText(desk.bot, text);
  return desk.shown(desk.ann, answer);
}

test('a conversation is led by commands that name it by number', async () => {
  desk.hub.addAgent({ name: 'Bob' });
  await desk.hub.customerWrites('Zoe', 'Hi');
  await desk.shown(desk.ann, 'Hi');

  await say('/take #1', '#1 is yours');
  await say('/snooze #1 2h', '#1 is snoozed until');
  expect(conversation().status).toBe('snoozed');
  await say('/reopen #1', '#1 is open again');
  await say('/tag #1 vip -old', 'Tags: vip');
  await say('/info #1', '#vip');
  desk.ann.sendText(desk.bot, '/note #1 careful');
  await desk.telegram.waitFor(() => desk.notes().includes('careful'));
  await say('/assign #1 bob please help', '#1 is given to Bob');
  await say('/close #1', '#1 is closed');

  expect(conversation()).toMatchObject({ status: 'closed', assigneeName: 'Bob', tags: ['vip'] });
  await desk.quiet();
  expect(desk.sentTexts()).toEqual([]);
});

test('a command without a conversation asks which one, and a number nobody has is refused', async () => {
  await say('/close', 'Which conversation?');
  await say('/take #99', 'Which conversation?');
});

test('after /use plain messages go to that conversation, after /use again nowhere by themselves', async () => {
  await desk.hub.customerWrites('Zoe', 'Hi');
  await desk.hub.customerWrites('Max', 'Hey');
  await desk.quiet();

  await say('/use #2', 'now go to #2 Max');
  desk.ann.sendText(desk.bot, 'hello Max');
  await desk.telegram.waitFor(() => desk.sentTexts().length === 1);
  await say('/use', 'No current conversation');
  await say('who is this for?', 'To whom?');

  expect(desk.sentTexts()).toEqual(['hello Max']);
});

test('/queue and /mine are lists whose buttons take and open', async () => {
  for (const name of ['A', 'B', 'C', 'D', 'E', 'F']) await desk.hub.customerWrites(name, `from ${name}`);
  await desk.quiet();

  const list = await say('/queue', '6 waiting');
  await desk.ann.press(list, '›');
  const second = await desk.telegram.waitFor(() =>
    desk.seen(desk.ann).find((message) => message.messageId === list.messageId && message.text?.includes('from F') && message),
  );
  await desk.ann.press(second, '✋ #6');
  const mine = await say('/mine', '1 conversation of yours');
  await desk.ann.press(mine, '#6');

  expect(desk.annAgent.currentConversationId).toBe([...desk.hub.conversations.values()][5]?.id);
});

test('/del as a reply takes an own message back', async () => {
  await desk.hub.customerWrites('Zoe', 'Hi');
  const reply = desk.ann.replyTo(await desk.shown(desk.ann, 'Hi'), 'oops');
  await desk.telegram.waitFor(() => desk.sentTexts().includes('oops'));
  await desk.quiet();

  desk.ann.replyTo(reply, '/del');
  await desk.shown(desk.ann, 'Deleted');

  expect(desk.hub.messages.find(({ text }) => text === 'oops')?.deletedAt).toBeDefined();
});

test('duty, settings and language are changed from Telegram', async () => {
  await say('/off', 'You are off duty');
  expect(desk.annAgent.isOnDuty).toBe(false);
  const settings = await say('/settings', 'Settings');

  await desk.ann.press(settings, '🌐 Language: English');

  expect(desk.annAgent.language).toBe('ru');
  await say('/on', 'Вы на дежурстве');
});

test('/unlink ends access at once', async () => {
  await desk.ann.press(await say('/unlink', 'Unlink this'), 'Unlink');

  await say('/queue', 'for the support team');
});

test('a quick reply is chosen by button and reaches the customer with its placeholders filled in', async () => {
  desk.hub.quickReplies.push({ id: 'b'.repeat(24), shortcut: 'hi', title: 'Greeting', text: 'Hello {{name}}!', attachments: [] });
  await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await desk.shown(desk.ann, 'Hi');
  await desk.ann.press(card, '⚡️ Replies');
  const menu = desk.seen(desk.ann).find(({ messageId }) => messageId === card.messageId);

  await desk.ann.press(menu ?? card, 'Greeting');

  expect(desk.sentTexts()).toEqual(['Hello Zoe!']);
});

test('a send to an agent who blocked the bot is reported as gone', async () => {
  await desk.hub.customerWrites('Zoe', 'Hi');
  await desk.shown(desk.ann, 'Hi');
  await desk.quiet();
  desk.ann.block(desk.bot);
  if (desk.annAgent.telegram) desk.annAgent.telegram.isReachable = true;
  await desk.hub.customerWrites('Max', 'Anybody?');
  await desk.quiet();

  expect(desk.pump.refusals.map(({ refusal }) => refusal.outcome)).toContain('gone');
});

test('every text the console asks for is there in both languages, with the plurals of each', () => {
  const sources = (readdirSync(new URL('.', import.meta.url), { recursive: true }) as string[]).filter(
    (name) => name.endsWith('.ts') && !name.includes('.test.') && !name.includes('.fixture.'),
  );
  const code = sources.map((name) => readFileSync(new URL(name, import.meta.url), 'utf8')).join('\n');
  const asked = new Set([...code.matchAll(/\bt\('([\w.-]+)'/g)].map(([, key]) => key ?? ''));
  for (const name of [...privateCommands, ...groupCommands]) asked.add(`command.${name}`);

  const known = { en: keysOf('en'), ru: keysOf('ru') };

  const isThere = (language: 'en' | 'ru', key: string) => known[language].has(key) || known[language].has(`${key}_other`);
  expect([...asked].filter((key) => !isThere('en', key) || !isThere('ru', key))).toEqual([]);
  const plain = (keys: Set<string>) => [...keys].map((key) => key.replace(/_(one|few|many|other)$/, ''));
  expect(new Set(plain(known.ru))).toEqual(new Set(plain(known.en)));
  const counted = [...known.ru].filter((key) => key.endsWith('_other')).map((key) => key.slice(0, -6));
  for (const key of counted) for (const form of ['one', 'few', 'many']) expect(known.ru).toContain(`${key}_${form}`);
});

function keysOf(language: string): Set<string> {
  const tree: unknown = JSON.parse(readFileSync(new URL(`../../hub/locales/${language}/console.json`, import.meta.url), 'utf8'));
  const flatten = (node: unknown, path: string): string[] =>
    typeof node === 'object' && node !== null
      ? Object.entries(node).flatMap(([key, value]) => flatten(value, path === '' ? key : `${path}.${key}`))
      : [path];
  return new Set(flatten(tree, ''));
}
