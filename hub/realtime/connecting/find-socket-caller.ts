import type { Request } from 'express';
import { handshakeAuth } from '../../api/realtime.ts';
import { authorize } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId } from '../../core/ids.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { getTokenActor } from '../../domain/access-token/token-actor.ts';
import type { SeatAnswer, SeatQuestion } from '../../domain/agent/find-agent-actor.ts';
import { readSessionCookie } from '../../domain/user/session-cookie.ts';
import type { Credential } from '../agent-socket.ts';
import type { SocketActor } from '../rooms.ts';

/** Whose seat a session's token is for: asked together for all who come at once. */
export type FindSeat = (question: SeatQuestion) => Promise<SeatAnswer | HubError>;

/** Who connects, by a token or by the session cookie. Throws request.invalid, session.*, token.invalid, workspace.unknown, permission.missing. */
export async function findSocketCaller(
  hub: Pick<Hub, 'config' | 'now'>,
  findSeat: FindSeat,
  request: Request,
  auth: unknown,
): Promise<{ actor: SocketActor; credential: Credential }> {
  const { workspaceId, token } = handshakeAuth.parse(auth);
  const found = token === undefined ? await bySession(hub, findSeat, request, workspaceId) : await byToken(hub, token, workspaceId);
  authorize(found.actor, 'conversation.view');
  return found;
}

async function byToken(hub: Pick<Hub, 'now'>, token: string, workspaceId: string) {
  const actor = await getTokenActor(hub, token);
  if (actor.workspaceId.toHexString() !== workspaceId) throw new HubError('workspace.unknown');
  return { actor, credential: { token: actor.tokenId } };
}

async function bySession(hub: Pick<Hub, 'config'>, findSeat: FindSeat, request: Request, workspaceId: string) {
  const cookie = readSessionCookie(hub.config, request);
  if (cookie === null) throw new HubError('session.missing');
  const found = await findSeat({ token: cookie, workspaceId: toObjectId(workspaceId) });
  if (found instanceof HubError) throw found;
  return { actor: found.actor, credential: { session: found.sessionId } };
}
