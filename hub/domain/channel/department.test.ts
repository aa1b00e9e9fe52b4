import { expect, test, vi } from 'vitest';
import { listAudit } from '../../api/team/audit.ts';
import { addChannel, getChannel, removeChannel, updateChannel } from '../../api/customers/channels.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { createDepartment, deleteDepartment } from '../../api/team/departments.ts';
import { ObjectId } from '../../core/ids.ts';
import { useHub } from '../../test/start-hub.ts';
import { connectWebhook, textUpdate } from '../../test/telegram-webhook.ts';

const hub = useHub({ PUBLIC_URL: 'https://hub.example.com' });

async function addDepartment(name: string) {
  const member = await hub().addAgent({ role: 'agent' });
  hub().hub.presence.connected(hub().workspaceId, member.agent._id, 'laptop');
  const memberId = member.agent._id.toHexString();
  const handing = { mode: 'round-robin', limit: null } as const;
  const { id } = await hub().client.call(createDepartment, { body: { name, memberIds: [memberId], handing } });
  return { id, memberId };
}

test('who writes on a channel with a department waits in its queue, and by turns one of its members gets the conversation', async () => {
  const { id: departmentId, memberId } = await addDepartment('Sales');
  const { channel, post } = await connectWebhook(hub());
  expect(channel.departmentId).toBeNull();
  const params = { channelId: channel.id };
  expect((await hub().client.call(updateChannel, { params, body: { departmentId } })).departmentId).toBe(departmentId);

  await post(textUpdate(1, { text: 'hello' }));

  await vi.waitFor(
    async () => {
      const { items } = await hub().client.call(listConversations, { query: { channel: channel.id } });
      expect(items).toMatchObject([{ departmentId, assigneeId: memberId }]);
    },
    { timeout: 20_000, interval: 50 },
  );
});

test('a department that is none of the workspace is refused, and one that is removed leaves its channels', async () => {
  const { id: departmentId } = await addDepartment('Support');
  const { channel, post } = await connectWebhook(hub());
  const params = { channelId: channel.id };
  const strange = { departmentId: new ObjectId().toHexString() };
  await expect(hub().client.call(updateChannel, { params, body: strange })).rejects.toMatchObject({ code: 'department.unknown' });
  const bot = hub().telegram.createBot({ username: 'a_bot_of_a_department' });
  const body = { provider: 'telegram', settings: { botToken: bot.token } };
  await expect(hub().client.call(addChannel, { body: { ...body, ...strange } })).rejects.toMatchObject({ code: 'department.unknown' });
  expect((await hub().client.call(addChannel, { body: { ...body, departmentId } })).departmentId).toBe(departmentId);
  await hub().client.call(updateChannel, { params, body: { departmentId } });

  await hub().client.call(deleteDepartment, { params: { departmentId } });

  expect((await hub().client.call(getChannel, { params })).departmentId).toBeNull();
  await post(textUpdate(2, { text: 'hello' }));
  await vi.waitFor(
    async () => {
      const { items } = await hub().client.call(listConversations, { query: { channel: channel.id } });
      expect(items).toMatchObject([{ departmentId: null }]);
    },
    { timeout: 20_000, interval: 50 },
  );
});

test('the audit log keeps from where a channel was added, changed and removed', async () => {
  const { channel } = await connectWebhook(hub());
  const params = { channelId: channel.id };
  await hub().client.call(updateChannel, { params, body: { name: 'Another' } });
  await hub().client.call(removeChannel, { params });

  const { items } = await hub().client.call(listAudit, { query: {} });

  const ofChannel = items.filter(({ target }) => target.id === channel.id);
  expect(ofChannel.map(({ action }) => action)).toEqual(['channel.removed', 'channel.updated', 'channel.added']);
  expect(ofChannel.every(({ ip }) => ip !== null)).toBe(true);
});
