import type { UpdateQuery } from 'mongoose';
import type { ChannelHealth, ChannelReport } from '../../../bots/contract/channel.ts';
import { sayWhy } from '../../../bots/contract/reason.ts';
import type { SignInStep } from '../../../bots/contract/sign-in.ts';
import type { ChannelView, ReasonView, SignInView } from '../../api/customers/channels.ts';
import type { ChannelNews } from '../../api/facts.ts';
import { systemActor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { Channel, type ChannelRecord } from './model.ts';
import { namedAfter } from './account/name.ts';

function isUnwell(state: ChannelHealth['state']): boolean {
  return state === 'failed' || state === 'connecting';
}

/** A change of a channel's record that may hold a new health: since when it has been out of order, and when it is tried again, follow from it. */
export function healthChange(
  before: Pick<ChannelRecord, 'unwellSince'>,
  set: Partial<ChannelRecord>,
  at: Date,
): UpdateQuery<ChannelRecord> {
  if (!set.health) return { $set: set };
  const expireAt = set.health.credentialsExpireAt;
  const told = { ...set, ...(expireAt && { credentialsExpireAt: expireAt }) };
  if (!isUnwell(set.health.state)) return { $set: told, $unset: { unwellSince: 1, retryAt: 1, refusedAt: 1 } };
  return { $set: { ...told, unwellSince: before.unwellSince ?? at }, ...(!set.retryAt && { $unset: { retryAt: 1 } }) };
}

/**
 * Records how a channel is doing as the way in or out found it, and tells when the state changed. What works is news only of a
 * channel that had failed: one that is still being set up, or warns, says so until its set-up says otherwise.
 */
export async function recordHealth(
  hub: Pick<Hub, 'facts' | 'now'>,
  channelId: ObjectId,
  health: ChannelHealth & { state: 'ok' | 'connecting' | 'failed' },
  { retryInMs }: { retryInMs?: number } = {},
): Promise<void> {
  const at = hub.now();
  const recorded = { ...health, at };
  const after = isUnwell(health.state)
    ? await Channel.findOneAndUpdate(
        { _id: channelId, 'health.state': { $ne: health.state } },
        [
          {
            $set: {
              health: { $literal: recorded },
              unwellSince: { $ifNull: ['$unwellSince', at] },
              ...(retryInMs !== undefined && { retryAt: new Date(at.getTime() + retryInMs) }),
            },
          },
        ],
        { returnDocument: 'after', updatePipeline: true },
      ).lean<ChannelRecord>()
    : await Channel.findOneAndUpdate(
        // Messages may come in while none can be sent: only a check finds refused credentials well.
        { _id: channelId, 'health.state': 'failed', refusedAt: { $exists: false } },
        { $set: { health: recorded }, $unset: { unwellSince: 1, retryAt: 1 } },
        { returnDocument: 'after' },
      ).lean<ChannelRecord>();
  if (after) await announceHealth(hub, after);
}

/** Records what a connection of a provider with this title tells of itself. */
export async function recordReport(
  hub: Pick<Hub, 'facts' | 'now'>,
  channelId: ObjectId,
  { health, account }: ChannelReport,
  providerTitle: string,
): Promise<void> {
  const before = await Channel.findOne({ _id: channelId, removedAt: { $exists: false } }).lean<ChannelRecord>();
  if (!before) return;
  const at = hub.now();
  const found = { ...(account && { account }), ...namedAfter(account, before, providerTitle) };
  const change = healthChange(before, { ...found, health: { ...health, at } }, at);
  const after = await Channel.findOneAndUpdate({ _id: channelId }, change, { returnDocument: 'after' }).lean<ChannelRecord>();
  const shown = ({ health: { state, signIn } }: ChannelRecord) => JSON.stringify([state, signIn]);
  if (!after || shown(after) === shown(before)) return;
  // A code to scan is a new one every minute; people are asked once.
  const isAsked = after.health.signIn !== undefined && after.health.signIn.kind !== before.health.signIn?.kind;
  await announceHealth(hub, after, isAsked ? 'sign-in' : undefined);
}

/** How a channel is doing, for people: a paused one says that it waits, whatever its account is like. What signs it in is shown only where asked for. */
export function shownHealth(
  { isPaused, health, unwellSince, credentialsExpireAt }: ChannelRecord,
  { showsSignIn = false }: { showsSignIn?: boolean } = {},
): ChannelView['health'] {
  const { signIn } = health;
  if (isPaused) return { state: 'paused', ...sayWhy('paused') };
  return {
    state: health.state,
    ...shownReason(health),
    ...(unwellSince && { since: unwellSince.toISOString() }),
    ...(showsSignIn && signIn && { signIn: presentSignIn(signIn) }),
    ...(credentialsExpireAt && { credentialsExpireAt: credentialsExpireAt.toISOString() }),
  };
}

/** Why, by its code where it has one: what earlier versions recorded is a mere sentence. */
export function shownReason({ reason, reasonCode, reasonValues = {} }: ReasonView): ReasonView {
  if (!reason) return {};
  return { reason, ...(reasonCode && { reasonCode, reasonValues }) };
}

function presentSignIn(step: SignInStep): SignInView {
  if (step.kind !== 'qr') return step;
  return { kind: 'qr', value: step.value, ...(step.expiresAt && { expiresAt: step.expiresAt.toISOString() }) };
}

/** Tells that a channel broke, is well again, was paused or goes on; with news, to people too. */
export async function announceHealth(hub: Pick<Hub, 'facts' | 'now'>, channel: ChannelRecord, news?: ChannelNews): Promise<void> {
  const health = shownHealth(channel);
  const actor = systemActor(channel.workspaceId);
  await hub.facts.announce({
    id: new ObjectId().toHexString(),
    type: 'channel.changed',
    workspaceId: channel.workspaceId.toHexString(),
    at: hub.now(),
    actor: { type: actor.type, id: null, name: actor.name },
    data: { channelId: channel._id.toHexString(), health: { state: health.state, ...shownReason(health) }, ...(news && { news }) },
  });
}
