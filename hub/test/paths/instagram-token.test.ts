import mongoose from 'mongoose';
import { expect, test, vi } from 'vitest';
import { createClient } from '../../api/client.ts';
import { addChannel, getChannel } from '../../api/customers/channels.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { sendMessage } from '../../api/customers/messages.ts';
import { openConsole } from '../../console/console.fixture.ts';
import { Channel } from '../../domain/channel/model.ts';
import { signIn } from '../factories.ts';
import { patience, useInstagram } from '../instagram-account.ts';

const now = (): Date => new Date(emulator().clock.now());
const { hub, emulator } = useInstagram({}, { now });
const hour = 3_600_000;
const day = 24 * hour;

/** Has the hub's own job look at credentials now instead of in five minutes, and waits until it has. */
async function lookAtCredentials(): Promise<void> {
  const jobs = mongoose.connection.collection('agendaJobs');
  const before = (await jobs.findOne({ name: 'channels.renew' }))?.['lastFinishedAt'] as Date | undefined;
  await jobs.updateOne({ name: 'channels.renew' }, { $set: { nextRunAt: new Date() } });
  await vi.waitFor(async () => {
    const after = (await jobs.findOne({ name: 'channels.renew' }))?.['lastFinishedAt'] as Date | undefined;
    expect(after?.getTime() ?? 0).toBeGreaterThan(before?.getTime() ?? 0);
  }, patience);
}

test('the access token is renewed before it ends, and the new one carries the longest answers; where that is refused, people are told once', async () => {
  const { client, link, workspaceId } = await openConsole(hub());
  const owner = await link('Ann', { role: 'owner' });
  const account = emulator().createAccount({ username: 'renewed', name: 'Renewed' });
  const { id: accountId, token: accessToken, appSecret, verifyToken } = account;
  const settings = { login: 'instagram', accountId, accessToken, appSecret, verifyToken };
  const { id: channelId } = await client.call(addChannel, { body: { provider: 'instagram', name: 'Renewed', settings } });
  await account.setWebhook(`${hub().url}/webhooks/${channelId}`);
  const health = async () => (await client.call(getChannel, { params: { channelId } })).health;
  const asked = () => emulator().requests.of('refresh_access_token').length;
  const endsIn = async () => Math.round((Date.parse((await health()).credentialsExpireAt ?? '') - emulator().clock.now()) / day);

  await lookAtCredentials();
  expect([asked(), await endsIn()]).toEqual([0, 60]);
  emulator().clock.advance(10 * day);
  expect(await endsIn()).toBe(50);
  await lookAtCredentials();
  await vi.waitFor(async () => expect([asked(), await endsIn()]).toEqual([1, 60]), patience);

  // The old one is taken away: who is answered now is answered by the new one, which lies sealed.
  account.revokeToken(accessToken);
  const bo = emulator().createPerson({ name: 'Bo' });
  bo.sendText(account, 'Hi');
  const conversation = await vi.waitFor(async () => {
    const [found] = (await client.call(listConversations, { query: { channel: channelId } })).items;
    expect(found?.preview).toBe('Hi');
    return found!;
  }, patience);
  expect(JSON.stringify(await Channel.findById(channelId).lean())).not.toMatch(/IGAA/);
  // What an agent says in Telegram at full length, or in the admin, is more than a message here holds: it arrives in parts, whole and in order.
  const long = (word: string) => Array.from({ length: 230 }, (_, nth) => `${word}${nth}👨‍👩‍👧`).join(' ');
  const said = () =>
    emulator()
      .transcript(account, bo)
      .flatMap(({ from, text }) => (from === 'account' ? [text ?? ''] : []));
  const card = await owner.waitForButton('Take');
  hub().telegram.advance(emulator().clock.now() - hub().telegram.clock.now() + 2000);
  owner.phone.replyTo(card, long('Письмо'));
  await vi.waitFor(() => expect(said().join(' ')).toBe(long('Письмо')), patience);
  const admin = createClient({
    baseUrl: hub().url,
    workspaceId: workspaceId.toHexString(),
    headers: { ...(await signIn(hub().hub, owner.user._id)), origin: hub().url },
  });
  await admin.call(sendMessage, { params: { conversationId: conversation.id }, body: { kind: 'text', text: long('Ответ'), force: true } });
  await vi.waitFor(() => expect(said().join(' ')).toBe(`${long('Письмо')} ${long('Ответ')}`), patience);
  expect(said().filter((text) => Buffer.byteLength(text) > 1000)).toEqual([]);

  // Refused from then on: nobody is bothered while there is a week left, and then once, with the day on which it ends.
  emulator().faults.add({ kind: 'token-expired', method: 'refresh_access_token' });
  emulator().clock.advance(40 * day);
  await lookAtCredentials();
  await vi.waitFor(() => expect(asked()).toBe(2), patience);
  expect((await health()).state).toBe('ok');
  emulator().clock.advance(15 * day);
  for (const nth of [3, 4]) {
    await lookAtCredentials();
    await vi.waitFor(async () => expect([asked(), (await health()).state]).toEqual([nth, 'warning']), patience);
    emulator().clock.advance(2 * hour);
  }
  const end = (await health()).credentialsExpireAt?.slice(0, 10) ?? '?';
  expect((await health()).reason).toContain(end);
  await owner.waitForText(end);
  emulator().faults.clear();
  await lookAtCredentials();
  await owner.waitForText('Renewed works again');
  expect([(await health()).state, await endsIn()]).toEqual(['ok', 60]);
  expect(owner.sees().filter(({ text }) => text?.includes(end))).toHaveLength(1);
});
