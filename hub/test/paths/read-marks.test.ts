import { expect, test, vi } from 'vitest';
import { createClient } from '../../api/client.ts';
import { addChannel } from '../../api/customers/channels.ts';
import { markRead } from '../../api/customers/drafts.ts';
import { openConsole } from '../../console/console.fixture.ts';
import { signIn } from '../factories.ts';
import { patience, useVkHub } from '../vk-hub.ts';

const world = useVkHub();

test('the customer sees that the team has read, once somebody who answers for the conversation did', async () => {
  const { hub, vk, connect, conversation, messages } = world();
  const { group, channelId } = await connect();
  const anna = vk.createUser({ firstName: 'Anna' });
  const question = anna.sendText(group, 'Is anybody there?');
  const conversationId = await conversation(channelId);
  const [first] = await messages(conversationId);
  const agent = await hub.addAgent({ role: 'agent' });
  const client = createClient({
    baseUrl: hub.url,
    workspaceId: hub.workspaceId.toHexString(),
    headers: { ...(await signIn(hub.hub, agent.user._id)), origin: hub.url },
  });
  expect(group.look(anna).readUpTo).toBeLessThan(question.cmid);

  await client.call(markRead, { params: { conversationId }, body: { seq: first?.seq ?? 0 } });

  await vi.waitFor(() => expect(group.look(anna).readUpTo).toBe(question.cmid), patience);
});

test('an answer says that all was read that its author saw, and nothing that came after', async () => {
  const { vk, connect, conversation, messages, reply } = world();
  const { group, channelId } = await connect();
  const anna = vk.createUser({ firstName: 'Anna' });
  const question = anna.sendText(group, 'Is anybody there?');
  const conversationId = await conversation(channelId);
  const [first] = await messages(conversationId);
  const unseen = anna.sendText(group, 'Hello?');
  await vi.waitFor(async () => expect(await messages(conversationId)).toHaveLength(2), patience);

  await reply(conversationId, { text: 'Yes', seenSeq: first?.seq });
  await vi.waitFor(() => expect(group.look(anna).readUpTo).toBe(question.cmid), patience);

  // What was written since the last answer counts as unread again; a program that says nothing of what it saw has seen it all.
  const last = anna.sendText(group, 'Good');
  await vi.waitFor(async () => expect(await messages(conversationId)).toHaveLength(4), patience);
  expect(group.look(anna).readUpTo).toBeLessThan(unseen.cmid);
  await reply(conversationId, { text: 'What can I do?' });
  await vi.waitFor(() => expect(group.look(anna).readUpTo).toBe(last.cmid), patience);
});

test('an answer from Telegram says so, too', async () => {
  const { hub, vk } = world();
  const console = await openConsole(hub);
  const agent = await console.link('Ann');
  const group = vk.createGroup({ name: 'Shop' });
  await console.client.call(addChannel, { body: { provider: 'vk', settings: { accessToken: group.token } } });
  const anna = vk.createUser({ firstName: 'Anna' });
  const question = anna.sendText(group, 'Is anybody there?');
  const card = await agent.waitForButton('Take');
  expect(group.look(anna).readUpTo).toBeLessThan(question.cmid);

  // Telegram's dates are of whole seconds: what came in the same one may not have been seen.
  hub.telegram.advance(2000);
  agent.phone.replyTo(card, 'Yes, I am');

  await vi.waitFor(() => expect(group.look(anna).readUpTo).toBe(question.cmid), patience);
});
