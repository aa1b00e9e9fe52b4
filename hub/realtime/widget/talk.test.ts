import { describe, expect, test, vi } from 'vitest';
import { assignConversation, closeConversation, listConversations } from '../../api/customers/conversations.ts';
import { listMessages, sendMessage, showTyping } from '../../api/customers/messages.ts';
import { getWidgetConfig, listVisitorMessages, sendVisitorMessage } from '../../api/widget/calls.ts';
import { createClient } from '../../api/client.ts';
import { signIn } from '../../test/factories.ts';
import { useHub } from '../../test/start-hub.ts';
import { openWindow } from '../connect.fixture.ts';
import { visit, visitorClient, widgetOf } from './visitor.fixture.ts';

const hub = useHub();
const patience = { timeout: 15_000, interval: 50 };
let clients = 0;
const nextClientId = () => `c-${(clients += 1)}`;

async function inboxOf(channelId: string) {
  return (await hub().client.call(listConversations, { query: { channel: channelId } })).items;
}

test('the config tells how the widget looks and what it says, in the language of the visitor', async () => {
  const { widgetKey } = await widgetOf(hub());
  const { call } = visitorClient(hub().url);

  const russian = await call(getWidgetConfig, { params: { widgetKey }, query: { language: 'ru-RU' } });

  expect(russian).toMatchObject({ widgetKey, language: 'ru', look: { colour: '#2563eb', onColour: '#ffffff' }, team: { isOpen: true } });
  expect(russian.title).toBe(russian.words['title']);
  expect(russian.title).not.toBe('');
});

describe('a visitor', () => {
  test('writes, the team answers at once on the socket, and who saw what is known on both sides', async () => {
    const { channelId } = await widgetOf(hub());
    const anna = await hub().addAgent({ name: 'Anna' });
    const visitor = await visit(hub());
    const socket = await visitor.connect();
    const { call } = createClient({
      baseUrl: hub().url,
      workspaceId: anna.workspaceId.toHexString(),
      headers: await signIn(hub().hub, anna.user._id),
    });

    const { message, conversation } = await visitor.call(sendVisitorMessage, { body: { clientId: nextClientId(), text: 'Hello?' } });

    expect(message).toMatchObject({ direction: 'in', text: 'Hello?', clientId: `c-${clients}`, author: { type: 'contact' } });
    const inbox = (await inboxOf(channelId)).find(({ id }) => id === conversation.id);
    expect(inbox).toMatchObject({ provider: 'widget', unread: 1, preview: 'Hello?' });

    const window = await openWindow(hub(), anna);
    await socket.ask('resume', { conversations: [{ id: conversation.id, after: 0 }] });
    await window.ask('conversation.watch', { conversationId: conversation.id, after: 0 });
    const agentId = anna.agent._id.toHexString();
    expect(await socket.hear('presence')).toMatchObject({ conversationId: conversation.id, members: [{ id: agentId, name: 'Anna' }] });
    await window.ask('typing', { conversationId: conversation.id, mode: 'note' });
    await window.ask('typing', { conversationId: conversation.id, mode: 'reply' });
    expect(await socket.hear('typing', ({ by }) => by !== null)).toMatchObject({ conversationId: conversation.id, by: { name: 'Anna' } });

    const params = { conversationId: conversation.id };
    await window.ask('typing', { conversationId: conversation.id, mode: null });
    await socket.hear('typing', ({ by }) => by === null);
    socket.forget();
    await call(showTyping, { params });
    expect(await socket.hear('typing')).toMatchObject({ by: { id: agentId, name: 'Anna' } });
    await call(sendMessage, { params, body: { kind: 'note', text: 'a secret note' } });
    const answer = await call(sendMessage, { params, body: { kind: 'text', text: 'Hi!' } });
    const heard = await socket.hear('message', ({ direction }) => direction === 'out');
    expect(heard).toMatchObject({ id: answer.id, text: 'Hi!', author: { type: 'agent', name: 'Anna' } });
    expect(await socket.hear('conversation', ({ unread }) => unread === 1)).toMatchObject({ seenByTeam: answer.seq });
    const deliveryOf = async () =>
      (await hub().client.call(listMessages, { params, query: {} })).items.find(({ id }) => id === answer.id)?.delivery?.state;
    await vi.waitFor(async () => expect(await deliveryOf()).toBe('delivered'), patience);

    await socket.ask('typing', { conversationId: conversation.id, isTyping: true });
    expect(await window.hear('typing', ({ by }) => by.type === 'contact')).toMatchObject({ conversationId: conversation.id });
    await socket.ask('seen', { conversationId: conversation.id, seq: answer.seq });
    await vi.waitFor(async () => expect(await deliveryOf()).toBe('read'), patience);
    expect(await socket.hear('conversation', ({ seen }) => seen === answer.seq)).toMatchObject({ unread: 0 });

    const timeline = await visitor.call(listVisitorMessages, { params, query: {} });
    expect(timeline.items.map(({ text }) => text)).toEqual(['Hello?', 'Hi!']);
    expect(JSON.stringify([timeline, socket.heard('message')])).not.toContain('secret');
  });

  test('hears that a colleague joined and that the conversation was closed, and nothing of what stays inside', async () => {
    const anna = await hub().addAgent({ name: 'Anna' });
    const visitor = await visit(hub());
    const { conversation } = await visitor.call(sendVisitorMessage, { body: { clientId: nextClientId(), text: 'Hello?' } });
    const socket = await visitor.connect();
    const params = { conversationId: conversation.id };

    await hub().client.call(assignConversation, { params, body: { agentId: anna.agent._id.toHexString() } });
    await hub().client.call(closeConversation, { params });

    expect(await socket.hear('message', ({ event }) => event?.type === 'joined')).toMatchObject({ event: { name: 'Anna' }, kind: 'event' });
    await socket.hear('message', ({ event }) => event?.type === 'closed');
    expect(await socket.hear('conversation', ({ status }) => status === 'closed')).toMatchObject({
      assignee: { name: 'Anna' },
      rating: { score: null, isAsked: true },
    });
  });

  test('sends the same message twice and it is there once, also the first one that opens the conversation', async () => {
    const { channelId } = await widgetOf(hub());
    const visitor = await visit(hub());
    const body = { clientId: nextClientId(), text: 'once' };

    const answers = await Promise.all([1, 2, 3].map(() => visitor.call(sendVisitorMessage, { body })));

    expect(new Set(answers.map(({ message }) => message.id)).size).toBe(1);
    const conversationId = answers[0]!.conversation.id;
    expect((await visitor.call(listVisitorMessages, { params: { conversationId }, query: {} })).items).toHaveLength(1);
    expect((await inboxOf(channelId)).filter(({ id }) => id === conversationId)).toMatchObject([{ unread: 1 }]);
  });
});
