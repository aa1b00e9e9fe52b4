import { afterEach, describe, expect, it } from 'vitest';
import type { Connection } from '../contract/channel.ts';
import { listenTo, pixel, startTestCommunity } from './community.fixture.ts';
import type { TestCommunity } from './community.fixture.ts';

let stage: TestCommunity;
afterEach(() => stage.stop());

const doc = { bytes: Buffer.from('the bytes'), name: 'a.txt', mimeType: 'text/plain' };

/** What a connection that listens is told of the files Anna sends. */
async function refsOf(send: () => void): Promise<string[]> {
  await stage.connection.setUp();
  const listening = listenTo(stage.connection);
  send();
  await expect.poll(() => listening.events.length, { timeout: 10_000 }).toBe(1);
  await listening.stop();
  return listening.events.flatMap((event) => (event.type === 'message' ? event.content.attachments.map(({ ref }) => ref) : []));
}

async function bytesOf(connection: Connection, ref = ''): Promise<string> {
  const file = await connection.fetchFile(ref, new AbortController().signal);
  return Buffer.concat(await file.stream.toArray()).toString();
}

describe('a file', () => {
  it('is fetched by its address, and by its place when the address is not known or over', async () => {
    stage = await startTestCommunity();
    const [ref] = await refsOf(() => stage.anna.sendDoc(stage.group, doc));
    expect(await bytesOf(stage.connection, ref)).toBe('the bytes');
    const asked = () => stage.emulator.requests.of('messages.getByConversationMessageId').length;
    expect(asked()).toBe(0);
    expect(await bytesOf(stage.connect(), ref)).toBe('the bytes');
    expect(asked()).toBe(1);
    stage.emulator.faults.add({ kind: 'html', method: 'file', times: 1 });
    expect(await bytesOf(stage.connection, ref)).toBe('the bytes');
    expect(asked()).toBe(2);
  });

  it('of a message that was sent on is found where it hangs', async () => {
    stage = await startTestCommunity();
    const fwd = {
      attachments: [{ type: 'doc', doc: { id: 1, owner_id: 2, title: 'x.txt', ext: 'txt', url: `${stage.emulator.url}/doc/none` } }],
    };
    const [ref] = await refsOf(() => stage.anna.sendText(stage.group, 'See', { more: { fwd_messages: [fwd] } }));
    await expect(stage.connect().fetchFile(ref ?? '', new AbortController().signal)).rejects.toMatchObject({ reason: 'media' });
  });

  it('that VK no longer has is over; a broken media server is tried again', async () => {
    stage = await startTestCommunity();
    const fetching = (ref: string) => stage.connection.fetchFile(ref, new AbortController().signal);
    await expect(fetching(`vk:${stage.anna.id}:99:0:doc1_1`)).rejects.toMatchObject({ reason: 'media' });
    await expect(fetching('nonsense')).rejects.toMatchObject({ reason: 'media' });
    const [ref = ''] = await refsOf(() => stage.anna.sendDoc(stage.group, doc));
    for (const kind of ['500', 'cut-before'] as const) {
      stage.emulator.faults.add({ kind, method: 'file', times: 1 });
      await expect(fetching(ref)).rejects.toMatchObject({ reason: 'transient' });
    }
    expect(await bytesOf(stage.connection, ref)).toBe('the bytes');
  });
});

describe('a profile', () => {
  it('has name, username and a picture that can be fetched; those asked for together are one call', async () => {
    stage = await startTestCommunity();
    const bo = stage.emulator.createUser({ firstName: 'Bo', lastName: '', photo: pixel });
    const ask = (id: number) => stage.connection.fetchProfile?.({ externalId: String(id), name: `VK ${id}`, isNameMade: true });
    const [anna, profile, nobody] = await Promise.all([ask(stage.anna.id), ask(bo.id), ask(4)]);
    expect(anna).toEqual({ name: 'Anna Lee', username: `id${stage.anna.id}` });
    expect(profile).toMatchObject({ name: 'Bo' });
    expect(nobody).toEqual({});
    expect(stage.emulator.requests.of('users.get')).toHaveLength(1);
    expect(await bytesOf(stage.connection, profile?.avatarRef)).toBe(pixel.toString());
  });
});
