import { permission, type ConversationScope, type Permission, type Role } from '../api/permissions.ts';
import { systemActor, type AgentActor } from '../core/actor.ts';
import type { Hub } from '../core/parts/hub.ts';
import type { ObjectId } from '../core/ids.ts';
import { createAccessToken } from '../domain/access-token/create-access-token.ts';
import { createAgent } from '../domain/agent/create-agent.ts';
import { toActor } from '../domain/agent/find-agent-actor.ts';
import type { AgentRecord } from '../domain/agent/model.ts';
import { createUser } from '../domain/user/create-user.ts';
import type { UserRecord } from '../domain/user/model.ts';
import type { PasswordCost } from '../domain/user/password.ts';
import { startSession } from '../domain/user/session.ts';
import { createWorkspace } from '../domain/workspace/create-workspace.ts';
import type { WorkspaceRecord } from '../domain/workspace/model.ts';

/** The real hash at the least cost it takes, for tests only. */
export const testPasswordCost: PasswordCost = { memoryCost: 8, timeCost: 1, parallelism: 1 };

/** The password of every user a factory makes. */
export const testPassword = 'correct horse battery';

let made = 0;

/** A workspace without seats. */
export async function buildWorkspace(
  hub: Pick<Hub, 'now'>,
  given: { name?: string; timeZone?: string; language?: 'en' | 'ru' } = {},
): Promise<WorkspaceRecord> {
  made += 1;
  return createWorkspace(hub, { name: `Workspace ${made}`, timeZone: 'Europe/Berlin', language: 'en', ...given });
}

/** A user with `testPassword`. */
export async function buildUser(hub: Pick<Hub, 'now'>, given: { email?: string; name?: string } = {}): Promise<UserRecord> {
  made += 1;
  return createUser(
    hub,
    { email: `user-${made}@example.com`, password: testPassword, name: `User ${made}`, language: 'en', ...given },
    testPasswordCost,
  );
}

/** What a factory is told of a seat. */
export interface AgentGiven {
  /** A new workspace without it. */
  workspaceId?: ObjectId;
  /** A new user without it. */
  user?: UserRecord;
  name?: string;
  role?: Role;
  scope?: ConversationScope;
  departmentIds?: ObjectId[];
}

/** A seat with everything around it, and its actor. */
export interface BuiltAgent {
  agent: AgentRecord;
  user: UserRecord;
  workspaceId: ObjectId;
  actor: AgentActor;
}

/** A seat (an owner's by default). */
export async function buildAgent(hub: Pick<Hub, 'now'>, given: AgentGiven = {}): Promise<BuiltAgent> {
  const workspaceId = given.workspaceId ?? (await buildWorkspace(hub))._id;
  const user = given.user ?? (await buildUser(hub, given.name === undefined ? {} : { name: given.name }));
  const agent = await createAgent(hub, {
    workspaceId,
    user,
    displayName: given.name ?? user.name,
    role: given.role ?? 'owner',
    conversationScope: given.scope ?? 'all',
    departmentIds: given.departmentIds ?? [],
  });
  return { agent, user, workspaceId, actor: toActor(agent) };
}

/** An access token of a workspace, with every scope by default. */
export async function buildToken(
  hub: Pick<Hub, 'now'>,
  workspaceId: ObjectId,
  scopes: readonly Permission[] = permission.options,
): Promise<string> {
  const { token } = await createAccessToken(hub, systemActor(workspaceId), { name: 'test', scopes, expiresAt: null });
  return token;
}

/** The headers of a signed-in browser. */
export async function signIn(hub: Pick<Hub, 'config' | 'now'>, userId: ObjectId): Promise<{ cookie: string }> {
  const { token } = await startSession(hub, userId, { ip: '127.0.0.1', userAgent: 'test' });
  return { cookie: `hub_session=${token}` };
}

/** The headers of a machine. */
export function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}
