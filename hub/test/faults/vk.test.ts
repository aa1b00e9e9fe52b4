import { expect, test, vi } from 'vitest';
import type { VkCommunity } from '../../../bots/emulators/vk/actors/group.ts';
import type { NewFault } from '../../../bots/emulators/vk/faults.ts';
import { getChannel, updateChannel } from '../../api/customers/channels.ts';
import { patience, useVkHub } from '../vk-hub.ts';

const world = useVkHub({ callsPerSecond: 20 });

/** A customer who wrote once, and the conversation. */
async function openTalk() {
  const { vk, connect, conversation } = world();
  const { group, channelId } = await connect();
  const customer = vk.createUser();
  customer.sendText(group, 'hello');
  return { vk, group, channelId, customer, conversationId: await conversation(channelId) };
}

/** What the customer got of the answers, oldest first. */
const arrived = (group: VkCommunity, customer: { id: number }) =>
  world()
    .vk.transcript(group, customer)
    .filter(({ isOurs }) => isOurs)
    .map(({ text }) => text);

const faults: [string, NewFault][] = [
  ['cut before VK took it', { kind: 'cut-before', times: 2 }],
  ['cut after VK took it', { kind: 'cut-after', times: 2 }],
  ['a broken server', { kind: '500', times: 2 }],
  ['a page instead of an answer', { kind: 'html', times: 2 }],
  ['a storm of 429', { kind: '429', times: 3 }],
  ['too many calls (6)', { kind: 'error', code: 6, times: 3 }],
  ['an error of VK itself (10)', { kind: 'error', code: 10, times: 2 }],
];

test('whatever replies meet on their way to VK, each goes out once and in order, and none is doubtful', async () => {
  const { reply, delivered, messages } = world();
  // All at once, each with a community of its own: retries take their time.
  const meeting = faults.map(async ([name, fault]) => {
    const { vk, group, customer, conversationId } = await openTalk();
    const added = vk.faults.add({ method: 'messages.send', groupId: group.id, ...fault });

    const sent = [];
    for (const text of ['one', 'two', 'three']) sent.push(await reply(conversationId, { text }));
    for (const { id } of sent) await delivered(conversationId, id, 'sent');

    expect(added.hits, name).toBe(fault.times);
    expect(arrived(group, customer), name).toEqual(['one', 'two', 'three']);
    const ours = (await messages(conversationId)).filter(({ direction }) => direction === 'out');
    expect(
      ours.map(({ text }) => text),
      name,
    ).toEqual(['one', 'two', 'three']);
  });
  await Promise.all(meeting);
}, 120_000);

test('a token that is taken back midway: what follows waits with the reason, the channel says so; with a new token all goes out, in order', async () => {
  const { vk, group, channelId, customer, conversationId } = await openTalk();
  const { hub, reply, delivered, messages } = world();
  const before = await reply(conversationId, { text: 'before' });
  await delivered(conversationId, before.id, 'sent');
  group.revoke(group.token);
  const refused = await reply(conversationId, { text: 'refused' });
  expect((await delivered(conversationId, refused.id, 'queued', 'auth-expired')).delivery).toMatchObject({ reason: 'auth-expired' });
  const { health } = await hub.client.call(getChannel, { params: { channelId } });
  expect(health).toMatchObject({ state: 'failed', reason: expect.stringContaining('invalid access_token') });

  customer.sendText(group, 'anybody there?');
  await hub.client.call(updateChannel, { params: { channelId }, body: { settings: { accessToken: group.addToken() } } });

  await vi.waitFor(async () => expect((await messages(conversationId)).map(({ text }) => text)).toContain('anybody there?'), patience);
  const after = await reply(conversationId, { text: 'after' });
  await delivered(conversationId, after.id, 'sent');
  expect(arrived(group, customer)).toEqual(['before', 'refused', 'after']);
  expect(vk.requests.entries.every(({ params }) => !('access_token' in params))).toBe(true);
});

test('a media server that is down holds files up, not words; once it is back the files are there, each once', async () => {
  const { vk, group, customer, conversationId } = await openTalk();
  const { messages, upload, reply, delivered } = world();
  vk.faults.add({ method: 'file', kind: '500' });
  const uploads = vk.faults.add({ method: 'upload:*', kind: 'cut-before', groupId: group.id });
  customer.sendDoc(group, { bytes: Buffer.from('%PDF-1.4 a'), name: 'a.pdf' }, 'see the file');
  const answer = await reply(conversationId, {
    text: 'and mine',
    attachments: [await upload(Buffer.from('%PDF-1.4 b'), 'b.pdf', 'application/pdf')],
  });
  await vi.waitFor(async () => {
    const received = (await messages(conversationId)).find(({ text }) => text === 'see the file');
    expect(received?.attachments).toMatchObject([{ state: 'pending' }]);
    expect(uploads.hits).toBeGreaterThan(0);
  }, patience);

  vk.faults.clear();

  await delivered(conversationId, answer.id, 'sent');
  await vi.waitFor(
    async () => {
      const received = (await messages(conversationId)).find(({ text }) => text === 'see the file');
      expect(received?.attachments).toMatchObject([{ state: 'ready', name: 'a.pdf' }]);
    },
    { timeout: 60_000, interval: 200 },
  );
  expect(arrived(group, customer)).toEqual(['and mine']);
}, 90_000);

test('a poll server that breaks, changes its key and forgets loses nothing that it still has, and doubles nothing', async () => {
  const { vk, group, customer, conversationId } = await openTalk();
  const { messages } = world();
  const told = ['hello'];
  const write = (text: string) => {
    told.push(text);
    customer.sendText(group, text);
  };
  vk.faults.add({ method: 'lp', kind: '500', groupId: group.id, times: 1 });
  write('through a broken server');
  group.longPoll.expireKey();
  write('under a new key');
  vk.faults.add({ method: 'lp', kind: 'cut-after', groupId: group.id, times: 1 });
  write('over a cut line');
  await vi.waitFor(async () => expect((await messages(conversationId)).map(({ text }) => text)).toEqual(told), patience);
});
