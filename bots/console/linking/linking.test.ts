import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestDesk, type TestDesk } from '../test/desk.fixture.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await startTestDesk();
});
afterEach(() => desk.end());

test('a one-time code links an account after a confirmation, a second person gets nothing', async () => {
  const { telegram, bot, shown } = desk;
  const zed = desk.hub.addAgent({ name: 'Zed' });
  desk.hub.codes.set('one-time-code', { agentId: zed.id, name: 'Zed', account: zed.account, role: 'agent', workspaceName: 'Shop' });
  const user = telegram.createUser({ firstName: 'Zed' });
  user.openDeepLink(bot, 'one-time-code');

  await user.press(await shown(user, 'Is this you?'), 'Confirm');
  const stranger = telegram.createUser({ firstName: 'Eve' });
  stranger.openDeepLink(bot, 'one-time-code');

  await shown(stranger, 'has expired');
  expect(zed.telegram?.userId).toBe(String(user.id));
});

test('a stranger’s press and words do nothing', async () => {
  const { telegram, bot, shown } = desk;
  const eve = telegram.createUser({ firstName: 'Eve' });
  eve.openDeepLink(bot);
  eve.sendText(bot, 'let me in');

  await shown(eve, 'for the support team');

  expect(desk.hub.messages).toEqual([]);
});

test('an agent who blocks the bot is marked unreachable and reachable again after unblocking', async () => {
  const { telegram, bot, ann, annAgent } = desk;
  ann.block(bot);
  await telegram.waitFor(() => annAgent.telegram?.isReachable === false);
  ann.unblock(bot);
  await telegram.waitFor(() => annAgent.telegram?.isReachable);
});

test('quick replies by inline query carry the tag, which the customer never sees', async () => {
  const { telegram, bot, ann, shown, sentTexts } = desk;
  desk.hub.quickReplies.push({ id: 'a'.repeat(24), shortcut: 'hi', title: 'Greeting', text: 'Hello {{name}}!', attachments: [] });
  await desk.hub.customerWrites('Zoe', 'Hi');
  await shown(ann, 'Hi');

  const answer = await ann.inlineQuery(bot, '#1 greet');
  const [result] = answer.results;
  ann.choose(bot, result ?? {}, bot);
  await telegram.waitFor(() => sentTexts().length > 0);

  expect(answer).toMatchObject({ isPersonal: true, cacheTime: 0 });
  expect(sentTexts()).toEqual(['Hello Zoe!']);
});
