import { performance } from 'node:perf_hooks';
import { pino } from 'pino';
import { ObjectId } from '../core/ids.ts';
import type { AgentActor } from '../core/actor.ts';
import { loadConfig } from '../config.ts';
import { createHub } from '../create-hub.ts';
import { connectDatabase } from '../database/connection.ts';
import { ensureIndexes } from '../database/ensure-indexes.ts';
import { countTabs } from '../domain/conversation/listing/count.ts';
import { listConversations, type ConversationQuery } from '../domain/conversation/listing/list-conversations.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { presentConversation } from '../domain/conversation/present.ts';
import { percentile } from './statistics.ts';

/** One list of the inbox: how long the hub takes for a page, and how long the database alone does. */
export interface InboxLine {
  name: string;
  /** Milliseconds at the median, by the number of conversations. */
  hub: Record<number, number>;
  /** The bare find of the same page, with the same order and bound. */
  floor: Record<number, number>;
  /** Hub to floor in the large workspace. */
  ratio: number;
  /** The hub's page in the large workspace to the same in the small one. */
  growth: number;
}

const sizes = [1000, 100_000] as const;
const [small, large] = sizes;
const rounds = 150;
const pageSize = 50;
const agents = 20;

interface World {
  actor: AgentActor;
  size: number;
}

type Filter = Record<string, unknown>;

/** The lists, as the admin asks for them, and the filter of their bare find. */
const lists: [name: string, query: ConversationQuery, filter: (world: World) => Filter][] = [
  ['Mine', { status: 'open', assignee: 'me' }, ({ actor }) => ({ status: 'open', assigneeId: actor.agentId })],
  ['Unassigned', { status: 'open', assignee: 'none' }, () => ({ status: 'open', assigneeId: null })],
  ['All', { status: 'open' }, () => ({ status: 'open' })],
  ['Snoozed', { status: 'snoozed' }, () => ({ status: 'snoozed' })],
  ['Closed', { status: 'closed' }, () => ({ status: 'closed' })],
  ['Mentions', { mentioned: 'me' }, ({ actor }) => ({ mentions: actor.agentId })],
  ['unread', { unread: true }, () => ({ unread: { $gt: 0 } })],
  ['a tag', { tag: 'vip' }, () => ({ tags: 'vip' })],
  ['longest waiting', { status: 'open', sort: 'waiting' }, () => ({ status: 'open' })],
];

/** Fills one workspace with 1,000 and another with 100,000 conversations and reads the inbox of both by turns. */
export async function measureInbox(databaseUri: string): Promise<InboxLine[]> {
  const log = pino({ level: 'silent' });
  const database = await connectDatabase({ uri: databaseUri, log });
  try {
    await ensureIndexes(database.connection);
    const hub = createHub({
      config: loadConfig({ LOG_LEVEL: 'silent' }),
      log,
      secrets: ['a secret for the benchmark, long enough'],
      baseUrl: () => '',
    });
    const worlds = await Promise.all(sizes.map((size) => fill(size)));
    const lines: InboxLine[] = [];
    for (const [name, query, filter] of lists) {
      const page = async ({ actor }: World) => {
        const { items } = await listConversations(hub, actor, { ...query, limit: pageSize });
        return JSON.stringify(items.map((each) => presentConversation(hub, each)));
      };
      lines.push(await compare(name, worlds, page, (world) => bareFind(world, query.sort === 'waiting', filter(world))));
    }
    const countAll = ({ actor }: World) =>
      Conversation.collection.countDocuments({ workspaceId: actor.workspaceId, status: 'open' }, { limit: 100 });
    lines.push(await compare('counts of the tabs', worlds, ({ actor }) => countTabs(actor), countAll));
    return lines;
  } finally {
    await database.close();
  }
}

/** The page by the driver alone: the same filter, order, bound and number. */
function bareFind({ actor }: World, isByWaiting: boolean, filter: Filter): Promise<unknown> {
  const bound = isByWaiting ? { waitingSince: { $gte: new Date(-8.64e15) } } : { lastMessageAt: { $lte: new Date(8.64e15) } };
  return Conversation.collection
    .find({ workspaceId: actor.workspaceId, ...filter, ...bound })
    .sort(isByWaiting ? { waitingSince: 1, _id: 1 } : { lastMessageAt: -1, _id: -1 })
    .limit(pageSize + 1)
    .toArray();
}

async function compare(
  name: string,
  worlds: readonly World[],
  hub: (world: World) => Promise<unknown>,
  floor: (world: World) => Promise<unknown>,
): Promise<InboxLine> {
  const times = new Map<string, number[]>();
  for (let round = -20; round < rounds; round += 1) {
    for (const world of worlds) {
      for (const [who, work] of [
        ['hub', hub],
        ['floor', floor],
      ] as const) {
        const start = performance.now();
        await work(world);
        // The first rounds warm up the code, the connection and the database's cache.
        if (round >= 0) times.set(`${who} ${world.size}`, [...(times.get(`${who} ${world.size}`) ?? []), performance.now() - start]);
      }
    }
  }
  const median = (who: string) => Object.fromEntries(sizes.map((size) => [size, percentile(times.get(`${who} ${size}`) ?? [], 0.5)]));
  const [ofHub, ofFloor] = [median('hub'), median('floor')];
  const at = (values: Record<number, number>, size: number) => values[size] ?? NaN;
  return {
    name,
    hub: ofHub,
    floor: ofFloor,
    ratio: at(ofHub, large) / at(ofFloor, large),
    growth: at(ofHub, large) / at(ofHub, small),
  };
}

/** A workspace written past the verbs: half of it open, a third of that nobody's, some unread, waiting, tagged or with a mention. */

async function fill(size: number): Promise<World> {
  const workspaceId = new ObjectId();
  const agentIds = Array.from({ length: agents }, () => new ObjectId());
  const at = Date.now();
  const batch = 5000;
  for (let from = 0; from < size; from += batch) {
    const conversations = Array.from({ length: Math.min(batch, size - from) }, (_, n) =>
      conversationOf(from + n, { workspaceId, agentIds, at }),
    );
    await Conversation.collection.insertMany(conversations, { ordered: false });
  }
  const [agentId = new ObjectId()] = agentIds;
  const actor: AgentActor = {
    type: 'agent',
    workspaceId,
    name: 'Bench',
    agentId,
    userId: agentId,
    role: 'agent',
    permissions: new Set(['conversation.view']),
    scope: 'all',
    departmentIds: [],
  };
  return { actor, size };
}

function conversationOf(
  n: number,
  { workspaceId, agentIds, at }: { workspaceId: ObjectId; agentIds: readonly ObjectId[]; at: number },
): ConversationRecord {
  const status = n % 10 < 5 ? 'open' : n % 10 < 6 ? 'snoozed' : 'closed';
  const assigneeId = n % 3 === 0 ? null : (agentIds[n % agentIds.length] ?? null);
  const lastMessageAt = new Date(at - ((n * 7919) % 1_000_003) * 1000);
  const isWaiting = status === 'open' && n % 4 === 0;
  return {
    _id: new ObjectId(),
    workspaceId,
    number: n + 1,
    channelId: workspaceId,
    provider: 'telegram',
    chatId: String(n),
    slotId: new ObjectId(),
    live: true,
    contactId: new ObjectId(),
    contact: { name: `Customer ${n}` },
    unreachable: false,
    status,
    snoozedUntil: null,
    closedAt: status === 'closed' ? lastMessageAt : null,
    assigneeId,
    assignedAt: null,
    departmentId: null,
    handledBy: 'team',
    priority: 'normal',
    tags: n % 50 === 0 ? ['vip'] : [],
    unread: isWaiting && n % 8 === 0 ? 2 : 0,
    ...(n % 100 === 1 && { mentions: [agentIds[0] ?? new ObjectId()] }),
    preview: 'Thank you, that is all for today, and good night to everybody over there',
    previewSeq: 9,
    lastAuthor: 'contact',
    lastMessageAt,
    lastInboundAt: lastMessageAt,
    waitingSince: isWaiting ? lastMessageAt : null,
    lastReply: null,
    seq: 9,
    rev: 9,
    changedAt: lastMessageAt,
    facts: [],
    outbound: { version: 0 },
    createdAt: lastMessageAt,
    terms: ['customer', String(n)],
  };
}

/** The lines as the table of the report. */
export function presentInbox(lines: readonly InboxLine[]): string {
  const ms = (values: Record<number, number>, size: number) => (values[size] ?? NaN).toFixed(2).padStart(8);
  const rows = lines.map(
    ({ name, hub, floor, ratio, growth }) =>
      `  ${name.padEnd(19)}${ms(hub, small)} ${ms(floor, small)} ${ms(hub, large)} ${ms(floor, large)}   ${ratio.toFixed(2)}x   ${growth.toFixed(2)}x`,
  );
  return [
    '',
    'A page of 50 of the inbox, ms at the median, 1,000 and 100,000 conversations in the workspace',
    '                       hub 1k  bare 1k hub 100k bare 100k  to bare  100k to 1k',
    ...rows,
  ].join('\n');
}
