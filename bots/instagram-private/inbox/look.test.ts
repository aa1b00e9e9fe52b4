import { afterEach, describe, expect, it } from 'vitest';
import { messageTo, startTestAccount } from '../account.fixture.ts';
import type { Listener, TestAccount } from '../account.fixture.ts';

const patience = { timeout: 30_000 };
let stage: TestAccount;
afterEach(() => stage?.stop());

async function listening(settings: object = {}, options: Parameters<TestAccount['listen']>[1] = {}): Promise<Listener> {
  const listener = stage.listen(settings, options);
  await expect.poll(() => listener.health()?.state, patience).toBe('ok');
  return listener;
}

/** Everything but messages, shortly. */
const changes = ({ events }: Listener) => events().filter(({ type }) => type !== 'message');
const looks = () => stage.emulator.callsTo('/api/v1/direct_v2/inbox').length;

/** Waits until the inbox was looked into again from now on, twice, since the first may have been under way. */
async function nextLook(): Promise<void> {
  const before = looks();
  await expect.poll(looks, patience).toBeGreaterThan(before + 1);
}

describe('the inbox', () => {
  it('gives what is written from the first look on, each message once and in order', async () => {
    stage = await startTestAccount();
    stage.ann.text('long ago');
    const listener = await listening();
    stage.ann.text('one');
    stage.ann.text('two');
    await expect.poll(() => listener.texts(), patience).toEqual(['one', 'two']);
    stage.ann.text('three');
    await expect.poll(() => listener.texts(), patience).toEqual(['one', 'two', 'three']);
    await nextLook();
    expect(listener.texts()).toHaveLength(3);
  });

  it('goes on after a restart where it was, with all that came meanwhile: more than a page of messages, more than a page of chats', async () => {
    stage = await startTestAccount();
    const first = await listening();
    await first.stop();
    for (let nth = 1; nth <= 35; nth += 1) stage.ann.text(`line ${nth}`);
    const others = Array.from({ length: 25 }, (_, nth) => stage.emulator.createPerson(stage.account, { username: `person.${nth}` }));
    for (const other of others) other.text(`from ${other.username}`);
    const second = await listening();
    await expect.poll(() => second.texts().length, patience).toBe(60);
    expect(second.texts().filter((text) => text.startsWith('line'))).toEqual(Array.from({ length: 35 }, (_, nth) => `line ${nth + 1}`));
    expect(new Set(second.texts()).size).toBe(60);
  });

  it('hands over again what could not be stored', async () => {
    stage = await startTestAccount();
    let refusals = 2;
    const listener = await listening(
      {},
      {
        deliver: async () => {
          if (refusals-- > 0) throw new Error('the database is away');
        },
      },
    );
    stage.ann.text('one');
    stage.ann.text('two');
    await expect.poll(() => listener.texts(), patience).toEqual(['one', 'two']);
  });

  it('reports what can read neither as chat nor as message once, and loses none of its neighbours', async () => {
    stage = await startTestAccount();
    stage.ann.text('before');
    const listener = await listening();
    stage.ann.thread().poison.push(null, { item_id: 7 }, 'x'.repeat(100_000), { item_id: 'a', user_id: 1, timestamp: 'never' });
    const bob = stage.emulator.createPerson(stage.account, { username: 'bob' });
    bob.text('good');
    stage.ann.text('good, too');
    await expect.poll(() => listener.texts().toSorted(), patience).toEqual(['good', 'good, too']);
    await nextLook();
    expect(listener.elements.filter((element) => 'unreadable' in element)).toHaveLength(4);
  });

  it('leaves groups alone', async () => {
    stage = await startTestAccount();
    const listener = await listening();
    const group = stage.emulator.createGroup(stage.account, [stage.ann]);
    group.items.push({
      id: '5',
      userId: stage.ann.id,
      at: Date.now() * 1000,
      type: 'text',
      body: { text: 'all of you' },
      clientContext: '1',
      reactions: [],
    });
    stage.ann.text('you alone');
    await expect.poll(() => listener.texts(), patience).toEqual(['you alone']);
  });

  it('survives storms of refusals, pages instead of answers, and cut lines', async () => {
    stage = await startTestAccount();
    const listener = await listening();
    const path = '/api/v1/direct_v2/inbox';
    for (const kind of ['500', '429', 'html', 'cut-before', 'cut-after', 'feedback'] as const)
      stage.emulator.faults.add({ kind, path, times: 1 });
    stage.ann.text('through it all');
    await expect.poll(() => listener.texts(), patience).toEqual(['through it all']);
    await expect.poll(() => listener.health()?.state, patience).toBe('ok');
  });
});

describe('message requests', () => {
  it('are taken in, and accepted with the first reply', async () => {
    stage = await startTestAccount();
    const listener = await listening();
    const eve = stage.emulator.createPerson(stage.account, { username: 'eve', asks: true });
    const { threadId } = eve.text('May I ask?');
    await expect.poll(() => listener.texts(), patience).toEqual(['May I ask?']);
    expect(eve.thread().isPending).toBe(true);
    await listener.connection.send(messageTo(threadId, { text: 'Of course' }));
    expect(eve.thread().isPending).toBe(false);
    expect(eve.thread().items.map(({ body }) => body['text'])).toEqual(['May I ask?', 'Of course']);
  });

  it('are left alone where the settings say so', async () => {
    stage = await startTestAccount();
    const listener = await listening({ requests: 'leave' });
    stage.emulator.createPerson(stage.account, { username: 'eve', asks: true }).text('May I ask?');
    stage.ann.text('hello');
    await expect.poll(() => listener.texts(), patience).toEqual(['hello']);
    expect(stage.emulator.callsTo('/api/v1/direct_v2/pending_inbox')).toEqual([]);
  });
});

describe('what happens to messages', () => {
  it('is told: edited, taken back, reacted to and not any more, read', async () => {
    stage = await startTestAccount();
    const listener = await listening();
    const [edited, removed, liked] = [stage.ann.text('bule'), stage.ann.text('oops'), stage.ann.text('fine')];
    await expect.poll(() => listener.texts().length, patience).toBe(3);
    const chatId = liked.threadId;
    const sent = await listener.connection.send(messageTo(chatId, { text: 'Ours' }));

    stage.ann.edit(edited, 'blue');
    stage.ann.unsend(removed);
    stage.ann.react(liked, '❤');
    stage.ann.see();

    await expect.poll(() => changes(listener).length, patience).toBe(4);
    expect(changes(listener)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'edit', chatId, externalId: edited.id, content: expect.objectContaining({ text: 'blue' }) }),
        expect.objectContaining({ type: 'delete', chatId, externalIds: [removed.id] }),
        expect.objectContaining({
          type: 'reaction',
          externalId: liked.id,
          emojis: ['❤'],
          sender: expect.objectContaining({ name: 'Ann Lee' }),
        }),
        expect.objectContaining({ type: 'receipt', state: 'read', upTo: sent.parts[0]?.externalId }),
      ]),
    );
    stage.ann.react(liked, null);
    await expect.poll(() => changes(listener).at(-1), patience).toMatchObject({ type: 'reaction', externalId: liked.id, emojis: [] });
    await nextLook();
    expect(changes(listener)).toHaveLength(5);
  });

  it('is told after a restart, too', async () => {
    stage = await startTestAccount();
    const first = await listening();
    const removed = stage.ann.text('oops');
    stage.ann.text('stays');
    await expect.poll(() => first.texts().length, patience).toBe(2);
    await nextLook();
    await first.stop();
    stage.ann.unsend(removed);
    const second = await listening();
    await expect.poll(() => changes(second), patience).toMatchObject([{ type: 'delete', externalIds: [removed.id] }]);
    expect(second.texts()).toEqual([]);
  });

  it("does not take older messages for taken back that a look doesn't show", async () => {
    stage = await startTestAccount();
    const listener = await listening();
    for (let nth = 0; nth < 9; nth += 1) stage.ann.text(`early ${nth}`);
    await expect.poll(() => listener.texts().length, patience).toBe(9);
    for (let nth = 0; nth < 9; nth += 1) stage.ann.text(`late ${nth}`);
    await expect.poll(() => listener.texts().length, patience).toBe(18);
    await nextLook();
    expect(changes(listener)).toEqual([]);
  });

  it('of our own is no news but for an echo of what was written on the phone and of whole texts', async () => {
    stage = await startTestAccount();
    const { threadId } = stage.ann.text('before');
    const listener = await listening();
    await listener.connection.send(messageTo(threadId, { text: 'from the hub' }));
    await listener.connection.send(
      messageTo(threadId, { messageId: '65f0c0ffee65f0c0ffee65f1', text: `${'a'.repeat(990)} ${'b'.repeat(990)}` }),
    );
    stage.emulator.writeFromPhone(stage.account, stage.ann, 'from the phone');
    await expect.poll(() => listener.texts(), patience).toEqual(['from the hub', 'from the phone']);
    expect(listener.events().every((event) => event.type === 'message' && event.echo === true && event.sender.name === 'Ann Lee')).toBe(
      true,
    );
  });
});
