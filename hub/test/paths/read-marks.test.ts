import { expect, test, vi } from 'vitest';
import { createClient } from '../../api/client.ts';
import { markRead } from '../../api/customers/drafts.ts';
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
