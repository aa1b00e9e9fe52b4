import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VkCommunity } from './actors/group.ts';
import type { VkCustomer } from './actors/user.ts';
import { startVkEmulator, type VkEmulator } from './emulator.ts';

let emulator: VkEmulator;
let group: VkCommunity;
let anna: VkCustomer;
beforeEach(async () => {
  emulator = await startVkEmulator();
  group = emulator.createGroup();
  anna = emulator.createUser();
});
afterEach(() => emulator.stop());

interface Answer {
  response?: unknown;
  error?: { error_code: number; error_msg: string; request_params: { key: string }[] };
}

/** A call as any program makes it. */
async function call(method: string, params: Record<string, string | number> = {}, token = group.token): Promise<Answer> {
  const body = new URLSearchParams({ access_token: token, v: '5.199', ...params });
  return (await (await fetch(`${emulator.url}/method/${method}`, { method: 'POST', body })).json()) as Answer;
}
const codeOf = async (answer: Promise<Answer>) => (await answer).error?.error_code;
const send = (params: Record<string, string | number>) =>
  call('messages.send', { peer_id: anna.id, random_id: 0, message: 'x', ...params });
const keyboard = (buttons: object[][], more: object = { inline: true }) => JSON.stringify({ ...more, buttons });
const key = (fields: object = {}) => ({ action: { type: 'callback', label: 'x', payload: '{}', ...fields } });

describe('the API', () => {
  it('refuses with status 200, VK’s code and the parameters without the token', async () => {
    const { error } = await call('messages.send', { peer_id: 1 }, 'nobody');
    expect(error).toMatchObject({ error_code: 5 });
    expect(error?.request_params.map(({ key: name }) => name)).not.toContain('access_token');
    expect(await codeOf(call('messages.sing'))).toBe(3);
    expect(await codeOf(call('groups.getLongPollServer', { group_id: group.id }, group.addToken(['messages'])))).toBe(15);
  });

  it('lets nobody be written to who has not written or allowed it, and not after they denied it', async () => {
    expect(await codeOf(send({}))).toBe(901);
    anna.allow(group);
    expect((await send({})).response).toBeTypeOf('number');
    anna.deny(group);
    expect((await call('messages.send', { peer_ids: anna.id, random_id: 0, message: 'x' })).response).toMatchObject([
      { peer_id: anna.id, message_id: 0, error: { code: 901 } },
    ]);
  });

  it('answers a random_id that was used with the message that is there, per conversation; 0 is never used', async () => {
    const bob = emulator.createUser();
    for (const person of [anna, bob]) person.sendText(group, 'hi');
    const first = await send({ random_id: 5 });
    expect(await send({ random_id: 5 })).toEqual(first);
    await send({ random_id: 5, peer_id: bob.id });
    await send({});
    await send({});
    expect([anna, bob].map((person) => emulator.transcript(group, person).length)).toEqual([4, 2]);
  });

  it('keeps to the limits of texts, files and keyboards', async () => {
    anna.sendText(group, 'hi');
    expect(await codeOf(send({ message: 'x'.repeat(4097) }))).toBe(914);
    expect(await codeOf(send({ message: '' }))).toBe(100);
    expect(await codeOf(send({ attachment: Array(11).fill('doc1_1').join(',') }))).toBe(100);
    const wrong = [
      keyboard([[key({ label: 'x'.repeat(41) })]]),
      keyboard([[key({ payload: `"${'x'.repeat(254)}"` })]]),
      keyboard([[key({ payload: 'no JSON' })]]),
      keyboard(Array.from({ length: 7 }, () => [key()])),
      keyboard([Array.from({ length: 6 }, () => key())]),
      keyboard(Array.from({ length: 4 }, () => [key(), key(), key()])),
      keyboard([[key()]], { inline: true, one_time: true }),
      keyboard([[key({ type: 'open_link', link: 'ftp://x' })]]),
      'no JSON',
    ];
    for (const one of wrong) expect(await codeOf(send({ keyboard: one })), one).toBe(911);
    group.setBotAbilities(false);
    expect(await codeOf(send({ keyboard: keyboard([[key()]]) }))).toBe(912);
  });

  it('counts the calls of a second', async () => {
    emulator.limits.callsPerSecond = 2;
    const codes = await Promise.all([1, 2, 3, 4, 5].map(() => codeOf(call('groups.getById'))));
    expect(codes.filter((code) => code === 6).length).toBeGreaterThanOrEqual(1);
  });

  it('lets a message be changed and taken back for a day', async () => {
    anna.sendText(group, 'hi');
    await send({ message: 'old' });
    emulator.clock.advance(25 * 3_600_000);
    const place = { peer_id: anna.id };
    expect(await codeOf(call('messages.edit', { ...place, cmid: 2, message: 'new' }))).toBe(909);
    expect((await call('messages.delete', { ...place, cmids: 2, delete_for_all: 1 })).response).toMatchObject([{ error: { code: 924 } }]);
    expect(await codeOf(call('messages.edit', { ...place, cmid: 1, message: 'not mine' }))).toBe(15);
  });
});

describe('long polling', () => {
  it('gives what was turned on, from the place asked for, and says what is wrong with it', async () => {
    expect(await codeOf(call('groups.getLongPollServer', { group_id: group.id }))).toBe(100);
    await call('groups.setLongPollSettings', { group_id: group.id, enabled: 1, api_version: '5.199', message_new: 1 });
    const {
      key: pollKey,
      server,
      ts,
    } = (await call('groups.getLongPollServer', { group_id: group.id })).response as Record<string, string>;
    const poll = async (from: string | undefined, withKey = pollKey) =>
      (await (await fetch(`${server}?act=a_check&key=${withKey}&ts=${from}&wait=1`)).json()) as { ts: string; updates: { type: string }[] };
    anna.sendText(group, 'one');
    anna.type(group);
    const { ts: next, updates } = await poll(ts);
    expect(updates.map(({ type }) => type)).toEqual(['message_new']);
    expect(await poll(next)).toEqual({ ts: next, updates: [] });
    expect(await poll(ts, 'old')).toEqual({ failed: 2 });
    expect(await poll('99')).toEqual({ failed: 3 });
    group.longPoll.forget();
    expect(await poll(ts)).toEqual({ failed: 1, ts: 2 });
  });
});

describe('the Callback API', () => {
  it('posts only to a server that knows the string, and again until the answer is exactly ok', async () => {
    const answers = ['wrong', '', ' ok', 'ok\n', 'ok'];
    const counters: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      void text(request).then(() => {
        counters.push(request.headers['x-retry-counter']?.toString());
        response.end(answers.shift() ?? 'ok');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const entry = { group_id: group.id, url: `http://127.0.0.1:${port}/`, title: 'Hub', secret_key: 's' };
    await call('groups.addCallbackServer', entry);
    const [added] = group.servers();
    await emulator.waitFor(() => added?.status === 'failed');
    const { code } = (await call('groups.getCallbackConfirmationCode', { group_id: group.id })).response as { code: string };
    anna.sendText(group, 'nobody hears');
    expect(emulator.callback.pending()).toBe(0);
    expect(code).not.toBe('wrong');

    await call('groups.setCallbackSettings', { group_id: group.id, server_id: added?.id ?? 0, message_new: 1 });
    if (added) added.status = 'ok';
    emulator.callback.knobs.retryMs = 5;
    anna.sendText(group, 'somebody hears');
    await emulator.waitFor(() => emulator.callback.pending() === 0);
    expect(counters).toEqual([undefined, undefined, '1', '2', '3']);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
