import type { Hub } from '../../core/parts/hub.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { AccessToken } from '../../domain/access-token/model.ts';
import { toActor } from '../../domain/agent/find-agent-actor.ts';
import { Agent, type AgentRecord } from '../../domain/agent/model.ts';
import { findEndedSessions } from '../../domain/user/session.ts';
import type { AgentNamespace, AgentSocket } from '../agent-socket.ts';
import type { SocketActor } from '../rooms.ts';
import { endSocket } from './end-sockets.ts';

/** With the time a look takes, sockets end within two seconds of a revocation in any process. */
const everyMs = 1_500;

/** Ends sockets whose session, token or seat is not what it was. */
export interface RightsCheck {
  /** Looks at one agent's seat now. */
  recheckSeat(agentId: string): Promise<void>;
  stop(): void;
}

/** Starts looking: one call for all sessions, one for all seats, one for all tokens that have sockets; none while there is no socket. */
export function startRightsCheck(hub: Pick<Hub, 'now' | 'log'>, namespace: AgentNamespace): RightsCheck {
  let timer = setTimeout(() => void look(), everyMs);
  let isStopped = false;

  return {
    async recheckSeat(agentId) {
      await checkSeats([...namespace.sockets.values()].filter(({ data }) => agentIdOf(data.actor) === agentId));
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };

  async function look(): Promise<void> {
    const sockets = [...namespace.sockets.values()];
    try {
      await Promise.all([checkSessions(sockets), checkTokens(sockets), checkSeats(sockets)]);
    } catch (error) {
      hub.log.warn({ err: error }, 'whether sockets may stay open could not be checked; the next look does it');
    }
    if (!isStopped) timer = setTimeout(() => void look(), everyMs);
  }

  async function checkSessions(sockets: readonly AgentSocket[]): Promise<void> {
    const bySession = groupBy(sockets, ({ data: { credential } }) => ('session' in credential ? credential.session.toHexString() : null));
    for (const sessionId of await findEndedSessions(hub, [...bySession.keys()].map(toObjectId))) {
      for (const socket of bySession.get(sessionId.toHexString()) ?? []) endSocket(socket, 'session-ended');
    }
  }

  async function checkTokens(sockets: readonly AgentSocket[]): Promise<void> {
    const byToken = groupBy(sockets, ({ data: { credential } }) => ('token' in credential ? credential.token.toHexString() : null));
    if (byToken.size === 0) return;
    const alive = await AccessToken.find({
      _id: { $in: [...byToken.keys()].map(toObjectId) },
      $or: [{ expiresAt: null }, { expiresAt: { $gt: hub.now() } }],
    })
      .select({ _id: 1 })
      .lean<{ _id: ObjectId }[]>();
    for (const { _id } of alive) byToken.delete(_id.toHexString());
    for (const revoked of byToken.values()) for (const socket of revoked) endSocket(socket, 'token-revoked');
  }

  async function checkSeats(sockets: readonly AgentSocket[]): Promise<void> {
    const byAgent = groupBy(sockets, ({ data }) => agentIdOf(data.actor));
    if (byAgent.size === 0) return;
    const seats = await Agent.find({ _id: { $in: [...byAgent.keys()].map(toObjectId) }, isActive: true })
      .select({ role: 1, overrides: 1, conversationScope: 1, departmentIds: 1, displayName: 1, workspaceId: 1, userId: 1 })
      .lean<AgentRecord[]>();
    const rights = new Map(seats.map((seat) => [seat._id.toHexString(), toActor(seat)]));
    for (const [agentId, theirs] of byAgent) {
      const actor = rights.get(agentId);
      for (const socket of theirs) {
        if (!actor) endSocket(socket, 'seat-closed');
        else if (rightsOf(actor) !== rightsOf(socket.data.actor)) endSocket(socket, 'seat-changed');
        else socket.data.actor = actor;
      }
    }
  }
}

function agentIdOf(actor: SocketActor): string | null {
  return actor.type === 'agent' ? actor.agentId.toHexString() : null;
}

/** What a seat may do, as one text; a name is no right. */
function rightsOf(actor: SocketActor): string {
  if (actor.type === 'token') return '';
  const departments = actor.departmentIds.map((id) => id.toHexString()).sort();
  return JSON.stringify([actor.role, [...actor.permissions].sort(), actor.scope, departments]);
}

function groupBy(sockets: readonly AgentSocket[], keyOf: (socket: AgentSocket) => string | null): Map<string, AgentSocket[]> {
  const groups = new Map<string, AgentSocket[]>();
  for (const socket of sockets) {
    const key = keyOf(socket);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), socket]);
  }
  return groups;
}
