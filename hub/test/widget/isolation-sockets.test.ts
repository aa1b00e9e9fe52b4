import { describe, expect, test } from 'vitest';
import { assignConversation, closeConversation } from '../../api/customers/conversations.ts';
import { deleteMessage, editMessage, sendMessage } from '../../api/customers/messages.ts';
import { endVisitorSession, rateConversation, sendVisitorMessage } from '../../api/widget/calls.ts';
import { visitorEvents, type VisitorEvent } from '../../api/widget/realtime.ts';
import { connectAs, openWindow } from '../../realtime/connect.fixture.ts';
import { connectVisitor, refusalOf, visit, type VisitorTestSocket } from '../../realtime/widget/visitor.fixture.ts';
import { useHub } from '../start-hub.ts';
import { attacksByEvent } from './attacks.fixture.ts';
import { idsOf, innerMark, mark, meetSomebody, mergeAsAgent, type Somebody } from './people.fixture.ts';

const hub = useHub();
let clientIds = 0;

test('every event of visitors has a row of attacks', () => {
  expect(Object.keys(attacksByEvent).sort()).toEqual(Object.keys(visitorEvents).sort());
});

describe.each([
  ['an anonymous visitor', false, false],
  ['a user the site signed for', true, false],
  ['somebody whom an agent took for the same person', false, true],
])('%s', (_who, isVerified, isMerged) => {
  test('hears nothing of another visitor, whatever it asks for, while that one hears all of it', async () => {
    const [a, b] = [await meetSomebody(hub(), { word: 'own', isVerified }), await meetSomebody(hub())];
    if (isMerged) await mergeAsAgent(hub(), b, a);
    const [ofA, ofB] = [await a.visitor.connect(), await b.visitor.connect()];
    const [heardByA, heardByB] = [everythingOf(ofA), everythingOf(ofB)];
    await ofA.ask('resume', { conversations: [{ id: a.conversationId, after: 0 }] });
    await ofB.ask('resume', { conversations: [{ id: b.conversationId, after: 0 }] });

    const answers = await attackBy(ofA, b);
    const events = [
      'join',
      'subscribe',
      'room',
      'conversation.watch',
      'list.resume',
      'message',
      'session.ended',
      'constructor',
      '__proto__',
    ];
    for (const event of events) {
      answers.push(
        JSON.stringify(await ofA.send(event, { room: `visitor:${b.visitor.session.visitorId}`, conversationId: b.conversationId })),
      );
    }
    expect(answers.slice(-events.length).filter((answer) => !answer.includes('route.unknown'))).toEqual([]);
    await letHappen(b, ofB);

    // What is A's own comes after all of it on the same socket: had anything of B's been sent, it would be here.
    const params = { conversationId: a.conversationId };
    const last = await hub().client.call(sendMessage, { params, body: { kind: 'text', text: 'to A', force: true } });
    await ofA.hear('message', ({ id }) => id === last.id);
    const all = [...answers, ...heardByA].join('\n');
    expect([mark, innerMark, ...idsOf(b)].filter((part) => all.includes(part))).toEqual([]);
    expect(heardByB.join('\n')).toContain(mark);
    expect(heardByB.filter((said) => said.includes(innerMark))).toEqual([]);
  });
});

test('a note, its change and its loss are no news to its visitor, nor does a resume have them', async () => {
  const { visitor, conversationId, noteId } = await meetSomebody(hub());
  const socket = await visitor.connect();
  const heard = everythingOf(socket);
  const params = { conversationId };
  const note = await hub().client.call(sendMessage, { params, body: { kind: 'note', text: `${innerMark} more`, replyTo: noteId } });
  await hub().client.call(editMessage, { params: { ...params, messageId: note.id }, body: { text: `${innerMark} changed` } });
  await hub().client.call(deleteMessage, { params: { ...params, messageId: note.id } });
  const anna = await hub().addAgent({ name: 'Anna' });
  const body = { agentId: anna.agent._id.toHexString(), note: `${innerMark} transfer` };
  await hub().client.call(assignConversation, { params, body });
  const answer = await hub().client.call(sendMessage, { params, body: { kind: 'text', text: 'the last', force: true } });
  await socket.hear('message', ({ id }) => id === answer.id);

  const resumed = await socket.ask('resume', {
    conversations: [{ id: conversationId, after: 0, changedSince: '2000-01-01T00:00:00.000Z' }],
  });
  const later = await socket.ask('resume', {
    conversations: [{ id: conversationId, after: answer.seq, changedSince: '2000-01-01T00:00:00.000Z' }],
  });

  expect(resumed.messages[0]?.items.at(-1)).toMatchObject({ text: 'the last' });
  const all = [...heard, JSON.stringify([resumed, later])].join('\n');
  expect([innerMark, note.id, noteId].filter((part) => all.includes(part))).toEqual([]);
});

test('a handshake that was good once is refused after logging out, on a socket that is open, too', async () => {
  const visitor = await visit(hub());
  const socket = await visitor.connect();

  await visitor.call(endVisitorSession);

  await socket.ended;
  expect(socket.heard('session.ended')).toEqual([{ reason: 'ended' }]);
  expect(await refusalOf(connectVisitor(hub().url, visitor.session.token))).toMatchObject({ code: 'session.expired' });
});

test("a visitor's token opens nothing of the team's sockets", async () => {
  const { token } = (await visit(hub())).session;
  const workspaceId = hub().workspaceId.toHexString();

  await expect(connectAs(hub().url, { workspaceId, token })).rejects.toThrow(/token\.invalid|request\.invalid/);
});

/** Every event with what is B's; gives the answers. */
async function attackBy(socket: VisitorTestSocket, b: Somebody): Promise<string[]> {
  const answers: string[] = [];
  for (const event of Object.keys(visitorEvents) as VisitorEvent[]) {
    for (const { input, isRefused } of attacksByEvent[event](b)) {
      const answer = await socket.send(event, input);
      expect({ event, input, isRefused: !answer.ok }).toEqual({ event, input, isRefused });
      // An error names what was asked for.
      answers.push(answer.ok ? JSON.stringify(answer.data) : answer.error.code);
    }
  }
  return answers;
}

/** Everything a visitor may hear of happens to B: both write, somebody looks on, types, answers, takes it, closes it, and it is rated. */
async function letHappen(b: Somebody, ofB: VisitorTestSocket): Promise<void> {
  const params = { conversationId: b.conversationId };
  const anna = await hub().addAgent({ name: 'Anna' });
  hub().hub.widgets.forget(hub().workspaceId.toHexString());
  const window = await openWindow(hub(), anna);
  await window.ask('conversation.watch', { conversationId: b.conversationId, after: 0 });
  await window.ask('typing', { conversationId: b.conversationId, mode: 'reply' });
  await ofB.hear('typing', ({ by }) => by !== null);
  await ofB.hear('presence', ({ members }) => members.length > 0);
  await b.visitor.call(sendVisitorMessage, { body: { clientId: `more-${(clientIds += 1)}`, text: `${mark} more` } });
  await ofB.ask('typing', { conversationId: b.conversationId, isTyping: true });
  await ofB.ask('seen', { conversationId: b.conversationId, seq: 2 });
  await hub().client.call(sendMessage, { params, body: { kind: 'note', text: `${innerMark} note` } });
  await hub().client.call(sendMessage, { params, body: { kind: 'text', text: `${mark} answer`, force: true } });
  await hub().client.call(assignConversation, { params, body: { agentId: anna.agent._id.toHexString() } });
  await hub().client.call(closeConversation, { params });
  await ofB.hear('conversation', ({ status }) => status === 'closed');
  await b.visitor.call(rateConversation, { params, body: { score: 5, comment: `${mark} thanks` } });
  await ofB.hear('conversation', ({ rating }) => rating.score === 5);
}

function everythingOf({ raw }: VisitorTestSocket): string[] {
  const heard: string[] = [];
  raw.onAny((event: string, data: unknown) => heard.push(`${event} ${JSON.stringify(data)}`));
  return heard;
}
