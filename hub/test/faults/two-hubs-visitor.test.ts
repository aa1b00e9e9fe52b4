import { expect, test, vi } from 'vitest';
import { sendMessage } from '../../api/customers/messages.ts';
import { endVisitorSession, sendVisitorMessage } from '../../api/widget/calls.ts';
import { connectVisitor, visit, visitorClient, type VisitorTestSocket } from '../../realtime/widget/visitor.fixture.ts';
import { useFaultWorld } from './world.ts';

const world = useFaultWorld();
const patience = { timeout: 30_000, interval: 100 };

test(
  'with two hubs on one database a visitor of the one gets, by looking, what was sent through the other, once and with the right count; a logout at one ends the socket at the other',
  { timeout: 240_000 },
  async () => {
    const [one, other] = [await world().startHub(), await world().startHub()];
    const visitor = await visit({ client: world().client(one.url), url: one.url });
    const { token } = visitor.session;
    const say = (url: string, clientId: string) =>
      visitorClient(url, token).call(sendVisitorMessage, { body: { clientId, text: clientId } });
    const { conversation } = await say(one.url, 'first');
    const socket = await connectVisitor(one.url, token);
    const looks = look(socket, conversation.id);
    expect(await looks()).toEqual({ texts: ['first'], unread: 0 });

    const answered = await world()
      .client(other.url)
      .call(sendMessage, { params: { conversationId: conversation.id }, body: { kind: 'text', text: 'an answer' } });
    // Whichever hub the repeat of a message comes to, it is one message.
    await Promise.all([say(one.url, 'second'), say(other.url, 'second'), say(other.url, 'second')]);

    const got: string[] = [];
    await vi.waitFor(async () => {
      const { texts, unread } = await looks();
      got.push(...texts);
      expect([got.toSorted(), unread]).toEqual([['an answer', 'second'], 1]);
    }, patience);
    expect(await looks()).toEqual({ texts: [], unread: 1 });

    const elsewhere = await connectVisitor(other.url, token);
    await elsewhere.ask('seen', { conversationId: conversation.id, seq: answered.seq });
    expect(await looks()).toMatchObject({ unread: 0 });
    await visitorClient(other.url, token).call(endVisitorSession);
    expect(await socket.hear('session.ended')).toEqual({ reason: 'ended' });
  },
);

/** Looks as the widget does every so often: what is new since the last time. */
function look(socket: VisitorTestSocket, id: string): () => Promise<{ texts: string[]; unread: number | undefined }> {
  let after = 0;
  return async () => {
    const { conversations, messages } = await socket.ask('resume', { conversations: [{ id, after }] });
    const [part] = messages;
    after = part?.cursor ?? after;
    const texts = (part?.items ?? []).filter(({ kind }) => kind === 'text').map(({ text }) => text);
    return { texts, unread: conversations.find((each) => each.id === id)?.unread };
  };
}
