import { expect, test, vi } from 'vitest';
import { createClient } from '../../api/client.ts';
import { listConversations, takeConversation } from '../../api/customers/conversations.ts';
import { sendMessage } from '../../api/customers/messages.ts';
import { getPushKey, subscribeToPush } from '../../api/team/push.ts';
import { signIn } from '../factories.ts';
import { readVapid, startPushService } from '../push/service.ts';
import { useHub } from '../start-hub.ts';
import { connectWebhook, textUpdate } from '../telegram-webhook.ts';

const hub = useHub({ PUBLIC_URL: 'https://hub.example.com', PUSH_ALLOW_PRIVATE: 'true' });
const patience = { timeout: 20_000, interval: 50 };

test('a customer writes, and the browsers of agents show it: first as new, then to who took it, and a mention to a colleague', async () => {
  const service = await startPushService();
  const { channel, post } = await connectWebhook(hub());
  const join = async (name: string) => {
    const { user, agent } = await hub().addAgent({ role: 'agent', name });
    const workspaceId = hub().workspaceId.toHexString();
    const client = createClient({ baseUrl: hub().url, workspaceId, headers: await signIn(hub().hub, user._id) });
    const browser = service.register();
    const { publicKey } = await client.call(getPushKey);
    await client.call(subscribeToPush, { body: { endpoint: browser.endpoint, keys: browser.keys } });
    return { client, browser, publicKey, agentId: agent._id.toHexString() };
  };
  const [ann, bob] = [await join('Ann Agent'), await join('Bob Agent')];

  await post(textUpdate(1, { text: 'Where is my order?' }));
  const opened = { kind: 'newConversation', title: 'New conversation: Person 501', body: 'Where is my order?' };
  await vi.waitFor(() => expect([ann.browser.shown(), bob.browser.shown()]).toMatchObject([[opened], [opened]]), patience);

  const { items } = await ann.client.call(listConversations, { query: { channel: channel.id } });
  const params = { conversationId: items[0]!.id };
  await ann.client.call(takeConversation, { params, body: {} });
  await post(textUpdate(2, { text: 'Hello?' }));
  await vi.waitFor(() => expect(ann.browser.shown()).toMatchObject([opened, { kind: 'reply', body: 'Hello?' }]), patience);

  await ann.client.call(sendMessage, { params, body: { kind: 'note', text: 'Bob, do you know?', mentions: [bob.agentId] } });
  const mention = { kind: 'mention', title: 'Ann Agent mentioned you: Person 501', body: 'Bob, do you know?' };
  await vi.waitFor(() => expect(bob.browser.shown()).toMatchObject([opened, mention]), patience);

  expect(ann.browser.shown()).toHaveLength(2);
  for (const push of service.pushes)
    expect(readVapid(push)).toMatchObject({ publicKey: ann.publicKey, claims: { aud: service.origin, sub: 'https://hub.example.com' } });
});
