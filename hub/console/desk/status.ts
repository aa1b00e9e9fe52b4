import type { DeskDigest, DeskStatus } from '../../../bots/console/desk-views.ts';
import type { ObjectId } from '../../core/ids.ts';
import { Agent } from '../../domain/agent/model.ts';
import { shownHealth, shownReason } from '../../domain/channel/health.ts';
import { Channel, type ChannelRecord } from '../../domain/channel/model.ts';
import { shownTraffic } from '../../domain/channel/traffic.ts';
import { Console, consoleIdOf } from '../../domain/console/model.ts';
import { measureOutbox } from '../../domain/console/outbox.ts';
import { ConsoleUpdate } from '../../domain/console/records/update.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { presentForDesk } from './conversations/present-conversation.ts';
import type { DeskTools } from './tools.ts';

/** Lists count up to here and no further. */
const most = 100;
const dayMs = 24 * 3_600_000;

/** How the hub is doing. */
export async function readStatus({ hub, workspaceId }: DeskTools): Promise<DeskStatus> {
  const console = await Console.findById(consoleIdOf(workspaceId)).lean();
  const [channels, outbox, parkedUpdates, unassigned, onDuty] = await Promise.all([
    Channel.find({ workspaceId, removedAt: { $exists: false } })
      .sort({ createdAt: 1 })
      .limit(most)
      .lean<ChannelRecord[]>(),
    measureOutbox(hub, { workspaceId, botId: console?.botId ?? '' }),
    ConsoleUpdate.countDocuments({ workspaceId, parkedAt: { $exists: true } }).limit(most),
    Conversation.countDocuments({ workspaceId, status: 'open', assigneeId: null }).limit(most),
    Agent.countDocuments({ workspaceId, isActive: true, 'duty.onDuty': true }).limit(most),
  ]);
  return {
    channels: channels.map((channel) => presentChannelStatus(hub, channel)),
    outbox,
    parkedUpdates,
    unassigned,
    onDuty,
  };
}

function presentChannelStatus({ now }: DeskTools['hub'], channel: ChannelRecord): DeskStatus['channels'][number] {
  const { name, provider, lastInboundAt, lastOutboundAt } = channel;
  const health = shownHealth(channel);
  const { inboundLagMs, lastHour } = shownTraffic(channel, now());
  return {
    name,
    provider,
    state: health.state,
    ...shownReason(health),
    lastInboundAt: lastInboundAt?.toISOString() ?? null,
    lastOutboundAt: lastOutboundAt?.toISOString() ?? null,
    lagMs: inboundLagMs,
    lastHour,
    ...(health.credentialsExpireAt && { credentialsExpireAt: health.credentialsExpireAt }),
  };
}

/** The numbers of the last day, and who still waits for somebody. */
export async function readDigest(tools: DeskTools): Promise<DeskDigest> {
  const { hub, workspaceId } = tools;
  const since = new Date(hub.now().getTime() - dayMs);
  // What was opened or closed since had a message since, or nearly so; the bound keeps the count on the index.
  const recent = { workspaceId, lastMessageAt: { $gte: new Date(since.getTime() - dayMs) } };
  const [opened, closed, waiting, unassigned, agents] = await Promise.all([
    Conversation.countDocuments({ ...recent, createdAt: { $gte: since } }),
    Conversation.countDocuments({ ...recent, status: 'closed', closedAt: { $gte: since } }),
    Conversation.countDocuments({ workspaceId, status: 'open', waitingSince: { $ne: null } }).limit(most),
    Conversation.find({ workspaceId, status: 'open', assigneeId: null })
      .sort({ lastMessageAt: 1, _id: 1 })
      .limit(10)
      .lean<ConversationRecord[]>(),
    countByAgent(tools),
  ]);
  return { opened, closed, waiting, agents, unassigned: await presentForDesk(tools, unassigned) };
}

async function countByAgent({ workspaceId }: DeskTools): Promise<DeskDigest['agents']> {
  const counted = await Conversation.aggregate<{ _id: ObjectId; open: number }>([
    { $match: { workspaceId, status: 'open', assigneeId: { $ne: null } } },
    { $group: { _id: '$assigneeId', open: { $sum: 1 } } },
    { $sort: { open: -1, _id: 1 } },
    { $limit: 30 },
  ]);
  const seats = await Agent.find({ workspaceId, _id: { $in: counted.map(({ _id }) => _id) } }).lean();
  return counted.map(({ _id, open }) => ({ name: seats.find((seat) => seat._id.equals(_id))?.displayName ?? '?', open }));
}
