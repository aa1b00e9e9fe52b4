import { authorize, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { isDuplicateKey } from '../../database/insert-once.ts';
import { announceAgent } from '../agent/announce.ts';
import { toActor } from '../agent/find-agent-actor.ts';
import { getAgent } from '../agent/get-agent.ts';
import { Agent, type AgentRecord } from '../agent/model.ts';
import { recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { getWorkspace } from '../workspace/get-workspace.ts';
import { getConsole } from './get-console.ts';
import { createLinkCode, getLinkCode, useLinkCode } from './linking/link-code.ts';
import { changeSeat, seatDefaults } from './seat.ts';

type LinkTools = Pick<Hub, 'now' | 'facts'>;

/** A link that works once. */
export interface OneTimeLink {
  url: string;
  code: string;
  expiresAt: Date;
}

/** Makes the link by which an agent joins a Telegram account to the own seat; an admin may make it for others. Throws console.unknown, agent.unknown, permission.missing. */
export async function createAgentLink(
  hub: Pick<Hub, 'now'>,
  actor: Actor,
  agentId: ObjectId | null,
  origin?: AuditOrigin,
): Promise<OneTimeLink> {
  const seat = await getOwnOrManaged(actor, agentId);
  const { username } = await getConsole(actor);
  const { code, expiresAt } = await createLinkCode(hub, {
    workspaceId: actor.workspaceId,
    purpose: 'agent',
    agentId: seat._id,
    createdBy: actor.name,
  });
  const after = { agentId: seat._id.toHexString(), name: seat.displayName, expiresAt: expiresAt.toISOString() };
  await recordAudit(hub, actor, { action: 'console.link-created', target: { type: 'agent', id: seat._id }, after, origin });
  return { url: `https://t.me/${username}?start=${code}`, code, expiresAt };
}

/** Whose seat a code would join; throws console.link-invalid. */
export async function previewAgentLink(hub: Pick<Hub, 'now'>, workspaceId: ObjectId, code: string) {
  const { agentId } = await getLinkCode(hub, workspaceId, 'agent', code);
  return { seat: await getLinkSeat(workspaceId, agentId), workspace: await getWorkspace(workspaceId) };
}

/** Joins a Telegram account to the seat of a code. An account that has another seat of the workspace must leave that one first: console.link-invalid. */
export async function confirmAgentLink(
  hub: LinkTools,
  workspaceId: ObjectId,
  code: string,
  account: { userId: string; username?: string },
): Promise<AgentRecord> {
  const { agentId } = await useLinkCode(hub, { workspaceId, purpose: 'agent', code, by: account.userId });
  const seat = await getLinkSeat(workspaceId, agentId);
  const telegram = { telegramUserId: account.userId, username: account.username ?? null, linkedAt: hub.now() };
  try {
    await Agent.updateOne({ _id: seat._id, workspaceId, isActive: true }, { $set: { telegram } });
  } catch (error) {
    if (isDuplicateKey(error)) throw new HubError('console.link-invalid', { reason: 'account-linked' }, { cause: error });
    throw error;
  }
  await changeSeat(workspaceId, seat._id, { isReachable: true });
  const actor = toActor(seat);
  await recordAudit(hub, actor, {
    action: 'console.linked',
    target: { type: 'agent', id: seat._id },
    after: { telegramUserId: account.userId },
  });
  await announceAgent(hub, actor, seat._id);
  return { ...seat, telegram };
}

/** Parts a seat from its Telegram account: from then on that account is a stranger. Throws agent.unknown, permission.missing. */
export async function unlinkAgent(hub: LinkTools, actor: Actor, agentId: ObjectId, origin?: AuditOrigin): Promise<void> {
  const seat = await getOwnOrManaged(actor, agentId);
  if (!seat.telegram) return;
  await Agent.updateOne({ _id: seat._id, workspaceId: actor.workspaceId }, { $unset: { telegram: 1 } });
  await changeSeat(actor.workspaceId, seat._id, { ...seatDefaults });
  const before = { telegramUserId: seat.telegram.telegramUserId };
  await recordAudit(hub, actor, { action: 'console.unlinked', target: { type: 'agent', id: seat._id }, before, origin });
  await announceAgent(hub, actor, seat._id);
}

async function getOwnOrManaged(actor: Actor, agentId: ObjectId | null): Promise<AgentRecord> {
  const isOwn = actor.type === 'agent' && (agentId === null || agentId.equals(actor.agentId));
  if (!isOwn) authorize(actor, 'console.manage');
  if (isOwn) return getAgent(actor, actor.agentId);
  if (agentId === null) throw new HubError('agent.unknown');
  return getAgent(actor, agentId);
}

async function getLinkSeat(workspaceId: ObjectId, agentId: ObjectId | null): Promise<AgentRecord> {
  const seat = await Agent.findOne({ _id: agentId, workspaceId, isActive: true }).lean<AgentRecord | null>();
  if (!seat) throw new HubError('console.link-invalid');
  return seat;
}
