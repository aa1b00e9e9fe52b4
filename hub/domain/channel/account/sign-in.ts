import { ChannelError } from '../../../../bots/contract/error.ts';
import { sayWhy } from '../../../../bots/contract/reason.ts';
import { authorize, type Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { auditable, type ChannelTools } from '../add.ts';
import { getChannel } from '../change.ts';
import { announceHealth, healthChange } from '../health.ts';
import { Channel, type ChannelRecord } from '../model.ts';
import { refusalDetails } from '../refusal.ts';
import { passCode } from './passed-codes.ts';

/**
 * Gives an account the code it waits for: here, or in the process that listens to it, as only that one holds the account's session. Throws
 * channel.unknown, channel.no-sign-in, channel.not-listening, channel.code-refused with the provider's words.
 */
export async function answerSignIn(
  hub: Pick<Hub, 'secrets' | 'now' | 'channels' | 'listening' | 'log'>,
  actor: Actor,
  channelId: string,
  code: string,
): Promise<ChannelRecord> {
  authorize(actor, 'channel.manage');
  const record = await getChannel(actor, channelId);
  if (record.health.signIn?.kind !== 'code') throw new HubError('channel.no-sign-in', { channelId });
  const channel = hub.listening.has(channelId) ? await hub.channels.find(channelId) : null;
  try {
    if (channel?.connection.answerSignIn) await channel.connection.answerSignIn(code);
    else await passCode(hub, record, code);
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    throw new HubError('channel.code-refused', refusalDetails(error), { cause: error });
  }
  return getChannel(actor, channelId);
}

/** Forgets the session of an account that signed in: it signs in anew. Throws channel.unknown, channel.no-sign-in. */
export async function signOut(hub: ChannelTools, actor: Actor, channelId: string, origin?: AuditOrigin): Promise<ChannelRecord> {
  authorize(actor, 'channel.manage');
  const before = await getChannel(actor, channelId);
  const hasSession = await Channel.exists({ _id: before._id, workspaceId: before.workspaceId, sealedSession: { $exists: true } });
  if (!hasSession) throw new HubError('channel.no-sign-in', { channelId });
  const at = hub.now();
  const { $set, $unset } = healthChange(before, { health: { state: 'connecting', ...sayWhy('signed-out'), at } }, at);
  const after = await Channel.findOneAndUpdate(
    { _id: before._id, workspaceId: before.workspaceId, removedAt: { $exists: false } },
    // What the connection of before still saves is told apart by the moment, and not kept.
    { $set: { ...$set, signedOutAt: at }, $unset: { ...$unset, sealedSession: 1 } },
    { returnDocument: 'after' },
  ).lean<ChannelRecord>();
  if (!after) throw new HubError('channel.unknown', { channelId });
  await recordAudit(hub, actor, {
    action: 'channel.signed-out',
    target: { type: 'channel', id: before._id },
    before: auditable(before),
    after: auditable(after),
    origin,
  });
  await announceHealth(hub, after);
  await hub.channels.drop(channelId);
  hub.wake.ring('channel', { channelId });
  return after;
}
