import type { Request } from 'express';
import type { Access } from '../../api/endpoint.ts';
import { id } from '../../api/fields.ts';
import { authorize, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import type { Caller, SignedIn } from '../../core/route.ts';
import { getTokenActor, isAccessToken } from '../../domain/access-token/token-actor.ts';
import { getSeatActor } from '../../domain/agent/find-agent-actor.ts';
import { refuseForeignOrigin } from '../../domain/user/foreign-origin.ts';
import { getVisitor } from '../../domain/widget/session/get-visitor.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import { readSessionCookie } from '../../domain/user/session-cookie.ts';
import { getSession } from '../../domain/user/session.ts';

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export type AuthHub = Pick<Hub, 'config' | 'now' | 'secrets' | 'widgets' | 'endedVisits'>;
type SeatHub = Pick<Hub, 'config' | 'now'>;

/** Who calls, as far as the route's access asks: null on a public one. Throws what the caller lacks. */
export async function findCaller(hub: AuthHub, request: Request, access: Access): Promise<Caller | null> {
  if (access === 'public') return null;
  if (access === 'user') return getSignedIn(hub, request);
  if (access === 'visitor') return findVisitor(hub, request);
  const actor = await getActor(hub, request);
  authorize(actor, access);
  return actor;
}

/** A widget's visitor; an access token is none. */
async function findVisitor(hub: AuthHub, request: Request): Promise<VisitorCaller> {
  const bearer = readBearer(request);
  if (bearer === null) throw new HubError('session.missing');
  if (isAccessToken(bearer)) {
    await getTokenActor(hub, bearer);
    throw new HubError('permission.missing', { permission: 'visitor' });
  }
  return getVisitor(hub, request, bearer);
}

/** The token's or the seat's actor of a request. Throws session.missing, session.expired, token.invalid, workspace.*, request.foreign-origin. */
export async function getActor(hub: SeatHub, request: Request): Promise<Actor> {
  const workspaceId = namedWorkspace(request);
  const token = readBearer(request);
  if (token === null) return (await getSeatActor(hub, readSession(hub, request), workspaceId)).actor;

  const actor = await getTokenActor(hub, token);
  if (workspaceId && !workspaceId.equals(actor.workspaceId)) throw new HubError('workspace.unknown');
  return actor;
}

/** The person behind the session cookie; a token is nobody's. Throws session.missing, session.expired, permission.missing, request.foreign-origin. */
export async function getSignedIn(hub: SeatHub, request: Request): Promise<SignedIn> {
  const bearer = readBearer(request);
  if (bearer !== null) {
    await getTokenActor(hub, bearer);
    throw new HubError('permission.missing', { permission: 'user' });
  }
  return getSession(hub, readSession(hub, request));
}

function readSession(hub: SeatHub, request: Request): string {
  const token = readSessionCookie(hub.config, request);
  if (token === null) throw new HubError('session.missing');
  if (!readingMethods.has(request.method)) refuseForeignOrigin(hub.config, request);
  return token;
}

function readBearer(request: Request): string | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (token === undefined) throw new HubError('token.invalid');
  return token;
}

function namedWorkspace(request: Request): ObjectId | null {
  const header = request.get('x-workspace-id');
  if (header === undefined) return null;
  const parsed = id.safeParse(header);
  if (!parsed.success)
    throw new HubError('request.invalid', { issues: [{ path: 'headers.x-workspace-id', message: 'must be an id of 24 hex digits' }] });
  return toObjectId(parsed.data);
}
