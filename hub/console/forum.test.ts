import { expect, test } from 'vitest';
import { ObjectId } from '../core/ids.ts';
import { createGroupLink } from '../domain/console/linking/bind-group.ts';
import { updateConsole } from '../domain/console/connect.ts';
import { Console } from '../domain/console/model.ts';
import { ConsoleSend } from '../domain/console/records/send.ts';
import { Conversation } from '../domain/conversation/model.ts';
import { ConsoleThread } from '../domain/console/records/thread.ts';
import { useHub } from '../test/start-hub.ts';
import { openConsole, type ConsoleWorld, type LinkedAgent } from './console.fixture.ts';

const hubUnderTest = useHub();

/** Binds a forum of the owner's to the console. */
async function bindForum(world: ConsoleWorld, owner: LinkedAgent, members: LinkedAgent[] = []) {
  const { hub } = hubUnderTest();
  const forum = owner.phone.createForum(
    'Team',
    members.map(({ phone }) => phone),
  );
  const { code } = await createGroupLink(hub, owner.actor);
  owner.phone.addBot(forum, world.team, 'all', { startPayload: code });
  await expect.poll(async () => (await world.record()).groups, { timeout: 20_000 }).toMatchObject([{ title: 'Team', problem: null }]);
  return forum;
}

test('in a forum every conversation has a topic: what agents write there reaches the customer', async () => {
  const { telegram } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const olga = await world.link('Olga', { role: 'owner' });
  const forum = await bindForum(world, olga);
  const carl = telegram.createUser({ firstName: 'Carl' });

  carl.sendText(world.customers, 'Where is my parcel?');

  const topic = await telegram.waitFor(() => telegram.topics(forum)[0], { what: 'the topic', timeout: 20_000 });
  expect(topic.name).toContain('Carl');
  const inTopic = () => telegram.transcript(forum, { thread: topic.id });
  const card = await telegram.waitFor(() => inTopic().find(({ text }) => text?.includes('Where is my parcel?')), {
    what: 'the card',
    timeout: 20_000,
  });
  await telegram.waitFor(() => inTopic().some(({ messageId, isPinned }) => messageId === card.messageId && isPinned), { what: 'the pin' });
  olga.phone.replyTo(card, 'It left this morning.');
  const carlSees = () => telegram.transcript(carl.chatWith(world.customers)).map(({ text }) => text);
  await telegram.waitFor(() => carlSees().includes('It left this morning.'), { what: 'the answer', timeout: 20_000 });
  expect(olga.sees().some(({ text }) => text?.includes('Where is my parcel?'))).toBe(false);
});

test('a deleted topic is made anew once, however many messages come, and all of them are in it', async () => {
  const { telegram } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const olga = await world.link('Olga', { role: 'owner' });
  const forum = await bindForum(world, olga);
  const carl = telegram.createUser({ firstName: 'Carl' });
  carl.sendText(world.customers, 'first');
  const lost = await telegram.waitFor(() => telegram.topics(forum)[0], { what: 'the topic', timeout: 20_000 });
  await telegram.waitFor(() => telegram.transcript(forum, { thread: lost.id }).some(({ buttons }) => buttons.length > 0), {
    what: 'the card',
    timeout: 20_000,
  });

  olga.phone.deleteTopic(forum, lost.id);
  for (const number of [1, 2, 3, 4, 5]) carl.sendText(world.customers, `more ${number}`);

  const words = (thread: number) =>
    telegram
      .transcript(forum, { thread })
      .map(({ text }) => text ?? '')
      .join('\n');
  const made = await telegram.waitFor(
    () => telegram.topics(forum).find(({ id }) => [1, 2, 3, 4, 5].every((number) => words(id).includes(`more ${number}`))),
    {
      what: 'a topic with all five',
      timeout: 15_000,
    },
  );
  await expect.poll(() => ConsoleSend.countDocuments({ workspaceId: world.workspaceId }), { timeout: 20_000 }).toBe(0);
  expect(telegram.topics(forum)).toEqual([expect.objectContaining({ id: made.id })]);
  for (const number of [1, 2, 3, 4, 5]) expect(words(made.id).split(`more ${number}`)).toHaveLength(2);
});

test('a group that Telegram holds back does not hold up a private chat', async () => {
  const { telegram } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const olga = await world.link('Olga', { role: 'owner' });
  const forum = await bindForum(world, olga);
  await updateConsole(hubUnderTest().hub, olga.actor, { mode: 'both' });
  const fault = telegram.faults.add({ bot: world.team.id, chatId: forum.id, kind: '429', retryAfter: 2 });

  telegram.createUser({ firstName: 'Carl' }).sendText(world.customers, 'Where is my parcel?');

  expect((await olga.waitForButton('Take')).text).toContain('Where is my parcel?');
  expect(telegram.topics(forum)).toEqual([]);
  const tries = fault.hits;
  expect(tries).toBeLessThanOrEqual(2);
  telegram.faults.remove(fault.id);
  await telegram.waitFor(() => telegram.topics(forum)[0], { what: 'the topic, late', timeout: 20_000 });
});

test('a topic goes so many days after its conversation was closed; when the customer writes again there is a new one', async () => {
  const { telegram } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const olga = await world.link('Olga', { role: 'owner' });
  const forum = await bindForum(world, olga);
  const carl = telegram.createUser({ firstName: 'Carl' });
  carl.sendText(world.customers, 'Hello');
  const topic = await telegram.waitFor(() => telegram.topics(forum)[0], { what: 'the topic', timeout: 8000 });
  const card = await telegram.waitFor(() => telegram.transcript(forum, { thread: topic.id }).find(({ buttons }) => buttons.length > 0), {
    what: 'the card',
    timeout: 8000,
  });
  await olga.press(card, 'Close');
  await telegram.waitFor(() => telegram.topics(forum)[0]?.isClosed, { what: 'the closed topic', timeout: 8000 });
  const { workspaceId } = world;
  await expect.poll(() => ConsoleThread.countDocuments({ workspaceId, shownIcon: 'closed' }), { timeout: 8000 }).toBe(1);

  await updateConsole(hubUnderTest().hub, olga.actor, { deleteTopicsAfterDays: 7 });
  await ConsoleThread.updateMany({ workspaceId }, { $set: { renamedAt: new Date(Date.now() - 8 * 24 * 3_600_000) } });

  await telegram.waitFor(() => telegram.topics(forum).length === 0, { what: 'no topic', timeout: 15_000 });
  carl.sendText(world.customers, 'Me again');
  const made = await telegram.waitFor(() => telegram.topics(forum)[0], { what: 'the new topic', timeout: 8000 });
  expect(made.id).not.toBe(topic.id);
}, 40_000);

test('the morning digest comes to General and says who waits and who has how many', async () => {
  const { telegram } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const olga = await world.link('Olga', { role: 'owner' });
  const forum = await bindForum(world, olga);
  telegram.createUser({ firstName: 'Carl' }).sendText(world.customers, 'One');
  await telegram.waitFor(() => telegram.topics(forum)[0], { what: 'the topic', timeout: 8000 });
  await Conversation.updateOne({ workspaceId: world.workspaceId }, { $set: { assigneeId: olga.agent._id } });

  await Console.updateOne({ workspaceId: world.workspaceId }, { $set: { digestDueAt: new Date() } });

  const digest = await telegram.waitFor(() => telegram.transcript(forum).find(({ text }) => text?.startsWith('Today')), {
    what: 'the digest',
    timeout: 15_000,
  });
  expect(digest.thread).toBeUndefined();
  expect(digest.text).toContain('waiting 1');
  expect(digest.text).toContain('Olga: 1 open');
}, 30_000);

test('a group the bot was thrown out of is reported, and its conversations come to private chats', async () => {
  const { telegram } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const olga = await world.link('Olga', { role: 'owner' });
  const forum = await bindForum(world, olga);
  olga.phone.removeMember(forum, world.team);

  telegram.createUser({ firstName: 'Carl' }).sendText(world.customers, 'Where is my parcel?');

  expect((await olga.waitForButton('Take')).text).toContain('Where is my parcel?');
  expect((await world.record()).alerts).toMatchObject([{ kind: 'group-problem', subject: String(forum.id) }]);
});

test('in a forum who waits too long is told by a mention in the topic, the second time in private chats too', async () => {
  const { telegram } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const olga = await world.link('Olga', { role: 'owner' });
  const ann = await world.link('Ann');
  const forum = await bindForum(world, olga, [ann]);
  telegram.createUser({ firstName: 'Carl' }).sendText(world.customers, 'Anybody?');
  const topic = await telegram.waitFor(() => telegram.topics(forum)[0], { what: 'the topic', timeout: 20_000 });
  const waitSince = (ms: number) =>
    Conversation.updateOne({ workspaceId: world.workspaceId }, { $set: { waitingSince: new Date(Date.now() - ms) } });

  await waitSince(6 * 60_000);

  const reminder = await telegram.waitFor(
    () => telegram.transcript(forum, { thread: topic.id }).find(({ text }) => text?.includes('has been waiting for 6 min')),
    { what: 'the reminder', timeout: 15_000 },
  );
  const mentioned = reminder.entities?.filter(({ type }) => type === 'text_mention');
  expect(mentioned).toHaveLength(2);
  expect(reminder.text).toMatch(/Olga.*Ann|Ann.*Olga/);
  expect(ann.findButton('Take')).toBeUndefined();
  await waitSince(16 * 60_000);
  expect((await ann.waitForButton('Take')).text).toContain('Nobody has answered for 16 min');
}, 40_000);

test('a new topic comes into the next group while the first is over what Telegram takes; what has a topic stays in its group', async () => {
  const { hub, telegram } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const olga = await world.link('Olga', { role: 'owner' });
  const first = await bindForum(world, olga);
  const second = olga.phone.createForum('Second');
  const { code } = await createGroupLink(hub, olga.actor);
  olga.phone.addBot(second, world.team, 'all', { startPayload: code });
  await expect.poll(async () => (await world.record()).groups.map(({ problem }) => problem), { timeout: 8000 }).toEqual([null, null]);
  const carl = telegram.createUser({ firstName: 'Carl' });
  carl.sendText(world.customers, 'One');
  await telegram.waitFor(() => telegram.topics(first).length === 1, { what: 'the first topic', timeout: 8000 });
  await expect.poll(() => ConsoleSend.countDocuments({ workspaceId: world.workspaceId }), { timeout: 8000 }).toBe(0);

  const fault = telegram.faults.add({ bot: world.team.id, chatId: first.id, kind: '429', retryAfter: 3 });
  carl.sendText(world.customers, 'Two');
  const ofFirst = { workspaceId: world.workspaceId, chatId: String(first.id) };
  await expect.poll(() => ConsoleSend.countDocuments({ ...ofFirst, state: 'waiting' }), { timeout: 8000 }).toBeGreaterThan(0);
  await ConsoleSend.create({
    ...ofFirst,
    _id: new ObjectId(),
    botId: (await world.record()).botId,
    kind: 'digest',
    inTopic: false,
    seq: 0,
    data: {},
    priority: 9,
    dueAt: new Date(Date.now() - 31_000),
    attempts: 0,
    state: 'waiting',
    version: 1,
    createdAt: new Date(),
  });
  telegram.createUser({ firstName: 'Dora' }).sendText(world.customers, 'Hello');

  const topic = await telegram.waitFor(() => telegram.topics(second)[0], { what: 'a topic in the second group', timeout: 10_000 });
  expect(topic.name).toContain('Dora');
  telegram.faults.remove(fault.id);
  const inFirst = () => telegram.transcript(first).some(({ text }) => text?.includes('Two'));
  await telegram.waitFor(inFirst, { what: 'the second message in the first group', timeout: 15_000 });
  expect(telegram.topics(second)).toHaveLength(1);
}, 60_000);

test('a bound group that becomes a supergroup stays bound under its new id', async () => {
  const { hub } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const olga = await world.link('Olga', { role: 'owner' });
  const group = olga.phone.createGroup('Small');
  const { code } = await createGroupLink(hub, olga.actor);
  olga.phone.addBot(group, world.team, 'all', { startPayload: code });
  const groupsNow = async () => (await world.record()).groups.map(({ chatId }) => chatId);
  await expect.poll(groupsNow, { timeout: 8000 }).toEqual([String(group.id)]);

  const grown = olga.phone.migrate(group, { isForum: true });

  await expect.poll(groupsNow, { timeout: 8000 }).toEqual([String(grown.id)]);
});
