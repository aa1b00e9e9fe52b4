import { ChannelError } from '../../../../bots/contract/error.ts';
import { sayWhy, type ToldReason } from '../../../../bots/contract/reason.ts';
import { systemActor } from '../../../core/actor.ts';
import { isElsewhere } from '../../../core/parts/listening.ts';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ChannelTools } from '../add.ts';
import { announceHealth, healthChange } from '../health.ts';
import { Channel, type ChannelRecord } from '../model.ts';
import { openSettings, parseSettings, sealSettings } from '../settings.ts';

const hourMs = 3_600_000;
/** How often credentials that end are looked at; sooner after a failure. */
const lookMs = 6 * hourMs;
const againMs = hourMs;
/** So long before their end the team is told that they could not be renewed. */
const warnMs = 7 * 24 * hourMs;
const atOnce = 20;

/** Renews credentials before they end, for a sweep; where that can't be done, the channel warns in its last seven days. */
export async function renewDueCredentials(hub: ChannelTools): Promise<void> {
  const due = await Channel.find({
    credentialsExpireAt: { $exists: true },
    removedAt: { $exists: false },
    $or: [{ renewLookAt: { $exists: false } }, { renewLookAt: { $lte: hub.now() } }],
  })
    .limit(atOnce)
    .lean<ChannelRecord[]>();
  for (const channel of due) await look(hub, channel);
}

async function look(hub: ChannelTools, channel: ChannelRecord): Promise<void> {
  const channelId = channel._id.toHexString();
  const live = await hub.channels.find(channelId);
  if (!live || isElsewhere(hub.listening, live)) return;
  const lookAgain = (inMs: number) =>
    Channel.updateOne({ _id: channel._id }, { $set: { renewLookAt: new Date(hub.now().getTime() + inMs) } });
  let problem: ((date: string) => ToldReason) | null = null;
  try {
    const renewed = (await live.connection.renew?.()) ?? null;
    if (renewed) return await keep(hub, channel, renewed);
    if (!live.connection.renew) problem = (date) => sayWhy('renewal-by-hand', { date });
  } catch (error) {
    hub.log.warn({ err: error, channelId }, 'credentials could not be renewed; trying again');
    problem = (date) =>
      error instanceof ChannelError ? sayWhy('renewal-failed', { date, words: error.why.reason }) : sayWhy('renewal-broken', { date });
  }
  await lookAgain(problem === null ? lookMs : againMs);
  if (problem !== null) await warn(hub, channel, problem);
}

/** Stores the new settings unless somebody changed the old ones meanwhile, and connects anew. */
async function keep(
  hub: ChannelTools,
  channel: ChannelRecord,
  { settings, expireAt }: { settings: Record<string, unknown>; expireAt: Date },
): Promise<void> {
  const place = { workspaceId: channel.workspaceId, channelId: channel._id };
  const kind = await hub.findProvider(channel.provider);
  if (!kind) return;
  const merged = parseSettings(kind, { ...openSettings(hub, place, channel.sealedSettings), ...settings });
  const at = hub.now();
  const isWarning = channel.health.state === 'warning' && channel.renewWarnedAt !== undefined;
  const { $set, $unset } = isWarning ? healthChange(channel, { health: { state: 'ok', at } }, at) : {};
  const after = await Channel.findOneAndUpdate(
    { _id: channel._id, sealedSettings: channel.sealedSettings, removedAt: { $exists: false } },
    {
      $set: {
        ...$set,
        sealedSettings: sealSettings(hub, place, merged),
        credentialsExpireAt: expireAt,
        renewLookAt: new Date(at.getTime() + lookMs),
      },
      $unset: { ...$unset, renewWarnedAt: 1 },
    },
    { returnDocument: 'after' },
  ).lean<ChannelRecord>();
  if (!after) return;
  await recordAudit(hub, systemActor(channel.workspaceId), {
    action: 'channel.renewed',
    target: { type: 'channel', id: channel._id },
    before: { credentialsExpireAt: channel.credentialsExpireAt?.toISOString() ?? null },
    after: { credentialsExpireAt: expireAt.toISOString() },
  });
  await hub.channels.drop(channel._id.toHexString());
  hub.wake.ring('channel', { channelId: channel._id.toHexString() });
  await announceHealth(hub, after, isWarning ? 'well' : undefined);
}

async function warn(hub: ChannelTools, channel: ChannelRecord, problem: (date: string) => ToldReason): Promise<void> {
  const at = hub.now();
  const expireAt = channel.credentialsExpireAt;
  if (!expireAt || expireAt.getTime() - at.getTime() > warnMs) return;
  const why = problem(expireAt.toISOString().slice(0, 10));
  // One that is out of order already says something worse.
  const after = await Channel.findOneAndUpdate(
    { _id: channel._id, 'health.state': { $in: ['ok', 'warning'] } },
    { $set: { health: { state: 'warning', ...why, at }, renewWarnedAt: channel.renewWarnedAt ?? at } },
    { returnDocument: 'after' },
  ).lean<ChannelRecord>();
  if (after && channel.health.reason !== why.reason) await announceHealth(hub, after, 'warning');
}
