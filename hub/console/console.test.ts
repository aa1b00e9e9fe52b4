import { expect, test } from 'vitest';
import type { EmulatedBot } from '../../bots/emulators/telegram/actors/handles.ts';
import type { EmulatedUser } from '../../bots/emulators/telegram/actors/user.ts';
import * as api from '../api/team/consoles.ts';
import * as conversations from '../api/customers/conversations.ts';
import * as messages from '../api/customers/messages.ts';
import { setDuty } from '../domain/agent/update-agent.ts';
import { Conversation } from '../domain/conversation/model.ts';
import { useHub } from '../test/start-hub.ts';
import { openConsole } from './console.fixture.ts';

const hubUnderTest = useHub();

test('a conversation in private chats, from the first card to the reopening', async () => {
  const under = hubUnderTest();
  const { telegram } = under;
  const world = await openConsole(under);
  const ann = await world.link('Ann');
  const bob = await world.link('Bob');
  const carl = telegram.createUser({ firstName: 'Carl' });
  const carlSees = () => telegram.transcript(carl.chatWith(world.customers)).map(({ text }) => text);

  // A card to everybody on duty; of two who take at once one wins and the other is told.
  const question = carl.sendText(world.customers, 'Where is my parcel?');
  const cards = [await ann.waitForButton('Take'), await bob.waitForButton('Take')] as const;
  expect(cards[0].text).toContain('Where is my parcel?');
  const answers = await Promise.all([ann.press(cards[0], 'Take'), bob.press(cards[1], 'Take')]);
  expect(answers.filter(({ showAlert }) => showAlert)).toHaveLength(1);
  const [winner, loser, card] = answers[0].showAlert ? [bob, ann, cards[1]] : [ann, bob, cards[0]];
  await loser.waitForText(`Taken by ${winner.phone.firstName}`);
  expect(loser.findButton('Take')?.messageId).toBeUndefined();

  // The reply goes to the customer, the note does not.
  winner.phone.replyTo(card, '// a regular of ours');
  winner.phone.replyTo(card, 'It left this morning.');
  await telegram.waitFor(() => carlSees().includes('It left this morning.'), { what: 'the answer' });
  const { items } = await world.client.call(conversations.listConversations);
  const conversationId = items[0]?.id ?? '';
  const timeline = await world.client.call(messages.listMessages, { params: { conversationId } });
  expect(timeline.items.filter(({ kind }) => kind === 'note').map(({ text }) => text)).toEqual(['a regular of ours']);
  expect(carlSees().join()).not.toContain('regular');

  // Later messages come to whoever has it, and to nobody else; edits are shown in place.
  carl.sendText(world.customers, 'Thanks! When will it be here?');
  const relayed = await winner.waitForText('When will it be here?');
  carl.edit(question, 'Where are my parcels?');
  await winner.waitForText('Where are my parcels?');
  expect(loser.sees().some(({ text }) => text?.includes('When will it be here?'))).toBe(false);
  expect(relayed.replyTo).toBeDefined();

  // Closing can be undone; a closed one opens again when the customer writes.
  await winner.press(await winner.waitForButton('Close'), 'Close');
  await winner.press(await winner.waitForButton('Undo'), 'Undo');
  await winner.waitForText('stays open');
  await winner.press(await winner.waitForButton('Close'), 'Close');
  await winner.waitForText('is closed');
  carl.sendText(world.customers, 'One more thing');
  await winner.waitForText('One more thing');
  const { items: after } = await world.client.call(conversations.listConversations);
  expect(after).toMatchObject([{ id: conversationId, status: 'open' }]);
});

test.each([
  ['blocked the bot', (phone: EmulatedUser, bot: EmulatedBot) => phone.block(bot)],
  ['deleted the account, of which no bot is told', (phone: EmulatedUser) => phone.deactivate()],
])('an agent who %s is passed over: the owner is told though off duty, and the admin reads why', async (_what, leave) => {
  const under = hubUnderTest();
  const world = await openConsole(under);
  const ann = await world.link('Ann');
  const olga = await world.link('Olga', { role: 'owner' });
  await setDuty(under.hub, olga.actor, false);
  leave(ann.phone, world.team);

  under.telegram.createUser({ firstName: 'Carl' }).sendText(world.customers, 'Anybody there?');

  const card = await olga.waitForButton('Take');
  expect(card.text).toContain('Anybody there?');
  await expect
    .poll(async () => (await world.record()).alerts.map(({ kind }) => kind).sort())
    .toEqual(['agent-unreachable', 'nobody-on-duty']);
});

test('what was opened before a console was connected is shown once one is', async () => {
  const under = hubUnderTest();
  const world = await openConsole(under);
  const ann = await world.link('Ann');
  await world.disconnect();
  under.telegram.createUser({ firstName: 'Carl' }).sendText(world.customers, 'first');
  await expect.poll(() => Conversation.countDocuments({ workspaceId: world.workspaceId, seq: { $gt: 0 } })).toBe(1);
  expect(ann.findButton('Take')).toBeUndefined();

  await world.connect();

  expect((await ann.waitForButton('Take')).text).toContain('first');
});

test('who comes on duty is shown what waits, and the alert is gone', async () => {
  const under = hubUnderTest();
  const world = await openConsole(under);
  const ann = await world.link('Ann');
  await setDuty(under.hub, ann.actor, false);
  under.telegram.createUser({ firstName: 'Carl' }).sendText(world.customers, 'first');
  await expect.poll(async () => (await world.record()).alerts.map(({ kind }) => kind)).toEqual(['nobody-reachable']);

  await world.client.call(api.setConsoleDuty, { params: { agentId: ann.agent._id.toHexString() }, body: { onDuty: true } });

  expect((await ann.waitForButton('Take')).text).toContain('first');
  await expect.poll(async () => (await world.record()).alerts).toEqual([]);
});
