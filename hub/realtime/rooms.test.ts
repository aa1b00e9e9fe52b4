import { expect, test } from 'vitest';
import { ObjectId } from '../core/ids.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { visibleTo } from '../domain/conversation/policy.ts';
import { presentConversation } from '../domain/conversation/present.ts';
import { useDatabase } from '../test/database.ts';
import { buildAgent } from '../test/factories.ts';
import { createTestHub } from '../test/start-http.ts';
import { maySee, type SocketActor } from './rooms.ts';

useDatabase();
const hub = createTestHub();

test('who sees a head live is who may read it, for every scope and wherever a conversation can be', async () => {
  const [mine, other] = [new ObjectId(), new ObjectId()];
  const { workspaceId, actor } = await buildAgent(hub, { scope: 'department', departmentIds: [mine] });
  const colleague = new ObjectId();
  const places = [null, actor.agentId, colleague].flatMap((assigneeId) =>
    [null, mine, other].flatMap((departmentId) =>
      [[], [actor.agentId], [colleague]].map((mentions) => ({ _id: new ObjectId(), assigneeId, departmentId, mentions })),
    ),
  );
  const at = new Date();
  const common = {
    workspaceId,
    number: 1,
    channelId: other,
    provider: 'telegram',
    chatId: '1',
    slotId: other,
    live: true,
    contactId: other,
  };
  const more = { contact: { name: 'Customer' }, status: 'open', lastMessageAt: at, seq: 1, rev: 1, createdAt: at };
  await Conversation.insertMany(places.map((place) => ({ ...common, ...more, ...place })));
  const conversations = await Conversation.find({}).lean<ConversationRecord[]>();
  const actors: SocketActor[] = [
    ...(['all', 'department', 'own'] as const).map((scope) => ({ ...actor, scope })),
    { type: 'token', tokenId: other, workspaceId, name: 'token', permissions: new Set(['conversation.view'] as const) },
  ];

  for (const each of actors) {
    const readable = await Conversation.find(visibleTo(each)).select({ _id: 1 }).lean<{ _id: ObjectId }[]>();
    const shown = conversations.filter((conversation) => maySee(each, presentConversation(hub, conversation)));
    expect(shown.map(({ _id }) => _id.toHexString()).sort()).toEqual(readable.map(({ _id }) => _id.toHexString()).sort());
  }
  expect(conversations).toHaveLength(27);
});
