import { expect, test } from 'vitest';
import { assignConversation, getConversation, takeConversation } from '../../api/customers/conversations.ts';
import { ApiError, createClient } from '../../api/client.ts';
import { sendMessage } from '../../api/customers/messages.ts';
import { HubError } from '../../core/error.ts';
import * as verbs from '../../domain/conversation/handing/assign.ts';
import { getConversation as findCurrent } from '../../domain/conversation/get.ts';
import { sendMessage as sendDirectly } from '../../domain/conversation/sending/send-message.ts';
import { Message, type MessageRecord } from '../../domain/timeline/model.ts';
import { seededRandom } from '../../../bots/emulators/telegram/delivery/knobs.ts';
import { buildAgent, signIn } from '../factories.ts';
import { createWebhookCustomer } from './customers.ts';
import { findConversation } from './load.ts';
import { useFaultWorld } from './world.ts';

const world = useFaultWorld();

/** One way in which one agent works: what it can do with a conversation. Each resolves, or rejects with a refusal. */
interface Surface {
  agentId: string;
  take(conversationId: string): Promise<unknown>;
  release(conversationId: string): Promise<unknown>;
  /** The last place in the order it sees. */
  look(conversationId: string): Promise<number>;
  answer(conversationId: string, seenSeq: number, clientId: string): Promise<unknown>;
}

/** An agent's browser: over HTTP, with a session. */
async function overHttp(agent: Awaited<ReturnType<typeof buildAgent>>): Promise<Surface> {
  const agentId = agent.agent._id.toHexString();
  const headers = await signIn(world().hub, agent.user._id);
  const client = createClient({ baseUrl: world().url(), workspaceId: agent.workspaceId.toHexString(), headers });
  return {
    agentId,
    take: (conversationId) => client.call(takeConversation, { params: { conversationId }, body: {} }),
    release: (conversationId) =>
      client.call(assignConversation, { params: { conversationId }, body: { agentId: null, expectedAssigneeId: agentId } }),
    look: async (conversationId) => (await client.call(getConversation, { params: { conversationId } })).seq,
    answer: (conversationId, seenSeq, clientId) =>
      client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text: clientId, seenSeq, clientId } }),
  };
}

/** The same agent elsewhere: the verbs themselves, called in another process than the one that serves HTTP, as a console of a second hub would. */
function byVerbs({ agent, actor }: Awaited<ReturnType<typeof buildAgent>>): Surface {
  const { hub } = world();
  const agentId = agent._id.toHexString();
  return {
    agentId,
    take: (conversationId) => verbs.takeConversation(hub, actor, { conversationId }),
    release: (conversationId) => verbs.assignConversation(hub, actor, { conversationId, agentId: null, expectedAssigneeId: agentId }),
    look: async (conversationId) => (await findCurrent(actor, conversationId)).seq,
    answer: (conversationId, seenSeq, clientId) =>
      sendDirectly(hub, actor, conversationId, {
        kind: 'text',
        text: clientId,
        format: 'plain',
        attachments: [],
        seenSeq,
        clientId,
        force: false,
      }),
  };
}

test(
  'two agents with two surfaces each never own a conversation both at once, and no reply passes an answer its author has not seen',
  { timeout: 120_000 },
  async () => {
    await world().startHub();
    const shop = await world().connectBot();
    const conversationIds: string[] = [];
    for (const name of ['Ann', 'Bob', 'Eve']) {
      await createWebhookCustomer(world(), shop, name).write('hello');
      conversationIds.push(await findConversation(world(), shop, name));
    }
    const agents = [
      await buildAgent(world().hub, { workspaceId: world().workspaceId }),
      await buildAgent(world().hub, { workspaceId: world().workspaceId }),
    ];
    const surfaces = [...(await Promise.all(agents.map(overHttp))), ...agents.map(byVerbs)];
    const views = new Map<string, number>();
    const refusals: string[] = [];

    await Promise.all(surfaces.map((surface, at) => work(surface, at + 1)));

    expect(new Set(refusals)).toEqual(new Set(['conversation.taken', 'reply.stale']));
    const histories = await Promise.all(
      conversationIds.map((conversationId) => Message.find({ conversationId }).sort({ seq: 1 }).lean<MessageRecord[]>()),
    );
    for (const history of histories) {
      expect(findBrokenOwnership(history)).toEqual([]);
      expect(findBlindReplies(history, views)).toEqual([]);
      expect(history.filter(({ event }) => event?.type === 'assigned').length).toBeGreaterThan(10);
    }

    async function work(surface: Surface, seed: number): Promise<void> {
      const random = seededRandom(seed);
      const pick = (count: number) => Math.floor(random() * count);
      const seen = new Map<string, number>();
      for (let turn = 0; turn < 250; turn += 1) {
        const conversationId = conversationIds[pick(conversationIds.length)]!;
        const clientId = `${seed}-${turn}`;
        const seenSeq = seen.get(conversationId) ?? 0;
        views.set(clientId, seenSeq);
        const acts = [
          () => surface.take(conversationId),
          () => surface.release(conversationId),
          () => surface.answer(conversationId, seenSeq, clientId),
          async () => seen.set(conversationId, await surface.look(conversationId)),
        ];
        await acts[pick(acts.length)]?.().catch((error: unknown) => {
          if (!(error instanceof ApiError || error instanceof HubError)) throw error;
          refusals.push(error.code);
        });
      }
    }
  },
);

/** Each change of hands must take a conversation from who had it: a gap in that chain is a moment with two owners. */
function findBrokenOwnership(history: readonly MessageRecord[]): string[] {
  let owner: unknown = null;
  return history.flatMap(({ event, seq }) => {
    if (event?.type !== 'assigned') return [];
    const broken =
      event.data['fromAgentId'] === owner
        ? []
        : [`at ${seq} taken from ${String(event.data['fromAgentId'])} while ${String(owner)} had it`];
    owner = event.data['toAgentId'];
    return broken;
  });
}

/** The last answer before a reply is the author's own, or one that the author had seen. */
function findBlindReplies(history: readonly MessageRecord[], views: ReadonlyMap<string, number>): string[] {
  const answers = history.filter(({ direction, kind }) => direction === 'out' && kind === 'text');
  return answers.flatMap((reply, at) => {
    const before = answers[at - 1];
    const isOwn = before?.author.id?.toHexString() === reply.author.id?.toHexString();
    return !before || isOwn || before.seq <= (views.get(reply.clientId ?? '') ?? 0) ? [] : [`${reply.clientId} passed ${before.clientId}`];
  });
}
