import { expect, test, vi } from 'vitest';
import { addChannel, updateChannel } from '../api/customers/channels.ts';
import { createClient } from '../api/client.ts';
import { listConversations } from '../api/customers/conversations.ts';
import { permission } from '../api/permissions.ts';
import { buildToken, buildWorkspace } from '../test/factories.ts';
import { useHub } from '../test/start-hub.ts';

const hub = useHub();
const patience = { timeout: 20_000, interval: 50 };

test('one bot connected to two workspaces is heard in both, though its updates are handed out once', async () => {
  const bot = hub().telegram.createBot({ username: 'shared_bot' });
  const { _id: otherId } = await buildWorkspace(hub().hub);
  const other = createClient({ baseUrl: hub().url, token: await buildToken(hub().hub, otherId, permission.options) });
  const body = { provider: 'telegram', settings: { botToken: bot.token } };
  await hub().client.call(addChannel, { body });
  await other.call(addChannel, { body });
  const ann = hub().telegram.createUser({ firstName: 'Ann' });

  ann.sendText(bot, 'one');
  ann.sendText(bot, 'two');

  for (const client of [hub().client, other]) {
    await vi.waitFor(async () => {
      const { items } = await client.call(listConversations, {});
      expect(items).toMatchObject([{ contact: { name: 'Ann' }, preview: 'two', unread: 2 }]);
    }, patience);
  }
});

test('a bot whose token was replaced is listened to under the new one', async () => {
  const [before, after] = [hub().telegram.createBot({ username: 'before_bot' }), hub().telegram.createBot({ username: 'after_bot' })];
  const channel = await hub().client.call(addChannel, { body: { provider: 'telegram', settings: { botToken: before.token } } });

  await hub().client.call(updateChannel, { params: { channelId: channel.id }, body: { settings: { botToken: after.token } } });
  hub().telegram.createUser({ firstName: 'Bob' }).sendText(after, 'hello');

  await vi.waitFor(async () => {
    const { items } = await hub().client.call(listConversations, { query: { channel: channel.id } });
    expect(items).toMatchObject([{ contact: { name: 'Bob' } }]);
  }, patience);
});
