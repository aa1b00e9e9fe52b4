import type { Request } from 'express';
import { handshakeAuth } from '../../api/realtime.ts';
import { authorize } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId } from '../../core/ids.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { getTokenActor } from '../../domain/access-token/token-actor.ts';
import { getSeatActor } from '../../domain/agent/find-agent-actor.ts';
import { readSessionCookie } from '../../domain/user/session-cookie.ts';
import type { Credential } from '../agent-socket.ts';
import type { SocketActor } from '../rooms.ts';

/** Who connects, by a token or by the session cookie. Throws request.invalid, session.*, token.invalid, workspace.unknown, permission.missing. */
export async function findSocketCaller(
  hub: Pick<Hub, 'config' | 'now'>,
  request: Request,
  auth: unknown,
): Promise<{ actor: SocketActor; credential: Credential }> {
  const { workspaceId, token } = handshakeAuth.parse(auth);
  const found = token === undefined ? await bySession(hub, request, workspaceId) : await byToken(hub, token, workspaceId);
  authorize(found.actor, 'conversation.view');
  return found;
}

async function byToken(hub: Pick<Hub, 'now'>, token: string, workspaceId: string) {
  const actor = await getTokenActor(hub, token);
  if (actor.workspaceId.toHexString() !== workspaceId) throw new HubError('workspace.unknown');
  return { actor, credential: { token: actor.tokenId } };
}

async function bySession(hub: Pick<Hub, 'config' | 'now'>, request: Request, workspaceId: string) {
  const cookie = readSessionCookie(hub.config, request);
  if (cookie === null) throw new HubError('session.missing');
  const { actor, sessionId } = await getSeatActor(hub, cookie, toObjectId(workspaceId));
  return { actor, credential: { session: sessionId } };
}
