import { describe, expect, test } from 'vitest';
import {
  assignConversation,
  closeConversation,
  getConversation,
  takeConversation,
  updateConversation,
} from '../api/customers/conversations.ts';
import { sendMessage } from '../api/customers/messages.ts';
import { createDepartment } from '../api/team/departments.ts';
import { setDuty } from '../api/team/agents.ts';
import { createClient } from '../api/client.ts';
import { toObjectId } from '../core/ids.ts';
import { buildAgent, signIn, type BuiltAgent } from '../test/factories.ts';
import { useHub } from '../test/start-hub.ts';
import { connectAs, openWindow } from './connect.fixture.ts';
import { startTalk } from './talk.fixture.ts';

const hub = useHub({ PUBLIC_URL: 'https://hub.example.com' });

async function clientOf({ user, workspaceId }: BuiltAgent) {
  return createClient({ baseUrl: hub().url, workspaceId: workspaceId.toHexString(), headers: await signIn(hub().hub, user._id) });
}

function idOf({ agent }: BuiltAgent): string {
  return agent._id.toHexString();
}

async function assign(conversationId: string, agentId: string | null, departmentId?: string | null) {
  return hub().client.call(assignConversation, {
    params: { conversationId },
    body: { agentId, ...(departmentId !== undefined && { departmentId }) },
  });
}

describe("a customer's message", () => {
  test('moves the head on every list and comes to those who have the conversation on screen, and only to them', async () => {
    const { conversation, say } = await startTalk(hub());
    const [looking, elsewhere] = [await openWindow(hub(), await hub().addAgent()), await openWindow(hub(), await hub().addAgent())];
    await looking.ask('conversation.watch', { conversationId: conversation.id, after: conversation.seq });

    await say('second');

    const { message } = await looking.hear('message');
    expect(message).toMatchObject({ text: 'second', seq: conversation.seq + 1, conversationId: conversation.id });
    for (const window of [looking, elsewhere]) {
      const { conversation: head } = await window.hear('conversation.head', ({ conversation: { preview } }) => preview === 'second');
      expect(head.rev).toBeGreaterThan(conversation.rev);
    }
    expect(elsewhere.heard('message')).toEqual([]);
  });

  test('comes no more once the conversation is off the screen', async () => {
    const { conversation, say } = await startTalk(hub());
    const window = await openWindow(hub(), await hub().addAgent());
    await window.ask('conversation.watch', { conversationId: conversation.id, after: 0 });
    await window.ask('conversation.unwatch', { conversationId: conversation.id });

    await say('unseen');

    await window.hear('conversation.head', ({ conversation: { preview } }) => preview === 'unseen');
    expect(window.heard('message')).toEqual([]);
  });
});

describe('an event of the timeline', () => {
  test('comes as a message with its place in the order', async () => {
    const { conversation } = await startTalk(hub());
    const window = await openWindow(hub(), await hub().addAgent());
    await window.ask('conversation.watch', { conversationId: conversation.id, after: conversation.seq });

    await hub().client.call(closeConversation, { params: { conversationId: conversation.id } });

    const { message } = await window.hear('message');
    expect(message).toMatchObject({ kind: 'event', event: { type: 'closed' }, seq: conversation.seq + 1 });
    await window.hear('conversation.head', ({ conversation: { status } }) => status === 'closed');
  });

  test('comes of a reopening by the customer too, with what they wrote', async () => {
    const { conversation, say } = await startTalk(hub());
    await hub().client.call(closeConversation, { params: { conversationId: conversation.id } });
    const window = await openWindow(hub(), await hub().addAgent());
    const { cursor } = await window.ask('conversation.watch', { conversationId: conversation.id, after: 0 });

    await say('one more thing');

    await window.hear('message', ({ message }) => message.text === 'one more thing');
    await window.hear('message', ({ message }) => message.event?.type === 'reopened');
    expect(new Set(window.heard('message').map(({ message }) => message.seq))).toEqual(new Set([cursor + 1, cursor + 2]));
  });
});

describe('what a seat may not see', () => {
  test('of another workspace, nothing comes', async () => {
    const { conversation, say } = await startTalk(hub());
    const stranger = await openWindow(hub(), await hub().addAgent());
    const other = await openWindow(hub(), await buildAgent(hub().hub));
    expect(await other.send('conversation.watch', { conversationId: conversation.id, after: 0 })).toMatchObject({
      ok: false,
      error: { code: 'conversation.unknown' },
    });

    await say('secret');

    await stranger.hear('conversation.head', ({ conversation: { preview } }) => preview === 'secret');
    expect(other.heard('conversation.head')).toEqual([]);
    expect(other.heard('message')).toEqual([]);
  });

  test('by its scope goes off its lists and its screen when somebody else gets it', async () => {
    const { conversation, say } = await startTalk(hub());
    const [limited, colleague] = [await hub().addAgent({ role: 'agent', scope: 'own' }), await hub().addAgent()];
    const [window, other] = [await openWindow(hub(), limited), await openWindow(hub(), colleague)];
    await window.ask('conversation.watch', { conversationId: conversation.id, after: 0 });

    await assign(conversation.id, idOf(colleague));

    expect(await window.hear('conversation.gone')).toEqual({ conversationId: conversation.id });
    window.forget();
    await say('private now');
    await other.hear('conversation.head', ({ conversation: { preview } }) => preview === 'private now');
    expect(window.heard('message')).toEqual([]);
    expect(window.heard('conversation.head')).toEqual([]);
    expect(await window.send('conversation.watch', { conversationId: conversation.id, after: 0 })).toMatchObject({ ok: false });
    expect(await window.send('typing', { conversationId: conversation.id, mode: 'note' })).toMatchObject({
      error: { code: 'conversation.unknown' },
    });
  });

  test('comes to its department, and goes with it', async () => {
    const { conversation } = await startTalk(hub());
    const seat = await hub().addAgent({ role: 'agent' });
    const department = await hub().client.call(createDepartment, {
      body: { name: `Sales ${conversation.id}`, description: '', memberIds: [idOf(seat)] },
    });
    const member = await hub().addAgent({
      role: 'agent',
      scope: 'department',
      departmentIds: [toObjectId(department.id)],
    });
    const [inside, outside] = [
      await openWindow(hub(), member),
      await openWindow(hub(), await hub().addAgent({ role: 'agent', scope: 'department' })),
    ];

    await assign(conversation.id, null, department.id);
    await inside.hear('conversation.head', ({ conversation: { departmentId } }) => departmentId === department.id);
    await outside.hear('conversation.gone');

    await assign(conversation.id, null, null);
    await outside.hear('conversation.head', ({ conversation: { departmentId } }) => departmentId === null);
  });
});

describe('a notice', () => {
  test('tells an agent what a colleague gave them, but not what they took themselves', async () => {
    const { conversation } = await startTalk(hub());
    const seat = await hub().addAgent();
    const window = await openWindow(hub(), seat);
    await (await clientOf(seat)).call(takeConversation, { params: { conversationId: conversation.id }, body: {} });
    await window.hear('conversation.head', ({ conversation: { assigneeId } }) => assigneeId === idOf(seat));
    expect(window.heard('inbox.notice')).toEqual([]);

    await assign(conversation.id, null);
    await assign(conversation.id, idOf(seat));

    expect(await window.hear('inbox.notice')).toMatchObject({ kind: 'assigned', conversation: { id: conversation.id } });
  });

  test("tells an agent of their customer's answer in every window, and nobody else", async () => {
    const { conversation, say } = await startTalk(hub());
    const [mine, other] = [await hub().addAgent(), await hub().addAgent()];
    await assign(conversation.id, idOf(mine));
    const windows = [await openWindow(hub(), mine), await openWindow(hub(), mine)];
    const theirs = await openWindow(hub(), other);

    await say('are you there?');

    const notices = await Promise.all(windows.map((window) => window.hear('inbox.notice')));
    expect(notices[0]).toMatchObject({ kind: 'reply', message: { text: 'are you there?' } });
    expect(notices[1]?.id).toBe(notices[0]?.id);
    await theirs.hear('conversation.head', ({ conversation: { preview } }) => preview === 'are you there?');
    expect(theirs.heard('inbox.notice')).toEqual([]);
  });

  test('tells all who may see it of a new conversation that nobody has, but no token', async () => {
    const window = await openWindow(hub(), await hub().addAgent());
    const machine = await connectAs(hub().url, { workspaceId: hub().workspaceId.toHexString(), token: hub().token });

    const { conversation } = await startTalk(hub(), 'a new question');

    expect(await window.hear('inbox.notice', (notice) => notice.conversation.id === conversation.id)).toMatchObject({
      kind: 'new',
      message: { text: 'a new question' },
    });
    await machine.hear('conversation.head', (head) => head.conversation.preview === 'a new question');
    expect([machine.heard('inbox.notice'), machine.heard('presence')]).toEqual([[], []]);
  });

  test('tells an agent who is mentioned in a note, whatever their scope, and not who wrote it', async () => {
    const { conversation } = await startTalk(hub());
    const [author, asked] = [await hub().addAgent(), await hub().addAgent({ role: 'agent', scope: 'own' })];
    await assign(conversation.id, idOf(author));
    const [window, own] = [await openWindow(hub(), asked), await openWindow(hub(), author)];

    await (
      await clientOf(author)
    ).call(sendMessage, {
      params: { conversationId: conversation.id },
      body: { kind: 'note', text: 'have a look', mentions: [idOf(asked), idOf(author)] },
    });

    expect(await window.hear('inbox.notice')).toMatchObject({ kind: 'mention', message: { text: 'have a look' } });
    await window.ask('conversation.watch', { conversationId: conversation.id, after: 0 });
    expect(own.heard('inbox.notice')).toEqual([]);
  });
});

describe('who is there', () => {
  test('is told whole at first, then as it changes: duty, idleness of all windows, a window back in use', async () => {
    const [one, other] = [await hub().addAgent(), await hub().addAgent()];
    const watcher = await openWindow(hub(), one);
    const snapshot = await watcher.hear('presence');
    expect(snapshot.agents.find(({ agentId }) => agentId === idOf(other))).toMatchObject({ availability: 'away' });
    const isOther = (state: string) => (data: { agents: { agentId: string; availability: string }[] }) =>
      data.agents.some(({ agentId, availability }) => agentId === idOf(other) && availability === state);

    const windows = [await openWindow(hub(), other), await openWindow(hub(), other)];
    await watcher.hear('presence', isOther('available'));
    watcher.forget();
    for (const window of windows) await window.ask('presence.set', { state: 'idle' });
    await watcher.hear('presence', isOther('away'));
    watcher.forget();
    await windows[1]?.ask('presence.set', { state: 'active' });
    await watcher.hear('presence', isOther('available'));
    await (await clientOf(other)).call(setDuty, { body: { onDuty: false } });
    await watcher.hear('presence', isOther('off'));
    await watcher.hear('changed', ({ noun, id }) => noun === 'agents' && id === idOf(other));
  });

  test('in a conversation is told to all who look: one person however many windows, idle when all of them are', async () => {
    const { conversation } = await startTalk(hub());
    const [one, other] = [await hub().addAgent({ name: 'Ann' }), await hub().addAgent({ name: 'Bob' })];
    const [first, second] = [await openWindow(hub(), one), await openWindow(hub(), one)];
    const bobs = await openWindow(hub(), other);
    const input = { conversationId: conversation.id, after: conversation.seq };
    for (const window of [first, second]) await window.ask('conversation.watch', input);

    const { viewers } = await bobs.ask('conversation.watch', input);
    expect(viewers.map(({ name, isIdle }) => [name, isIdle]).sort()).toEqual([
      ['Ann', false],
      ['Bob', false],
    ]);
    await first.ask('presence.set', { state: 'idle' });
    await second.ask('presence.set', { state: 'idle' });
    await bobs.hear('viewers', ({ agents }) => agents.some(({ name, isIdle }) => name === 'Ann' && isIdle));
    bobs.raw.disconnect();
    await first.hear('viewers', ({ agents }) => agents.length === 1);
  });

  test('an agent who answers from elsewhere counts as looking', async () => {
    const { conversation } = await startTalk(hub());
    const [looking, elsewhere] = [await hub().addAgent(), await hub().addAgent({ name: 'Carol' })];
    const window = await openWindow(hub(), looking);
    await window.ask('conversation.watch', { conversationId: conversation.id, after: conversation.seq });

    await (
      await clientOf(elsewhere)
    ).call(sendMessage, {
      params: { conversationId: conversation.id },
      body: { kind: 'note', text: 'from my phone' },
    });

    await window.hear('viewers', ({ agents }) => agents.some(({ name }) => name === 'Carol'));
  });
});

test('a changed head of any kind is told with a higher rev', async () => {
  const { conversation } = await startTalk(hub());
  const window = await openWindow(hub(), await hub().addAgent());

  await hub().client.call(updateConversation, { params: { conversationId: conversation.id }, body: { priority: 'urgent' } });

  const { conversation: head } = await window.hear('conversation.head', (each) => each.conversation.priority === 'urgent');
  const stored = await hub().client.call(getConversation, { params: { conversationId: conversation.id } });
  expect(head).toEqual(stored);
});
