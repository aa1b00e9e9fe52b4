import type { ConversationScope, Permission, Role } from '../api/permissions.ts';
import { HubError } from './error.ts';
import type { ObjectId } from './ids.ts';

interface InWorkspace {
  workspaceId: ObjectId;
  /** What people read as the doer. */
  name: string;
}

/** A person's seat in a workspace. */
export interface AgentActor extends InWorkspace {
  type: 'agent';
  agentId: ObjectId;
  userId: ObjectId;
  role: Role;
  permissions: ReadonlySet<Permission>;
  scope: ConversationScope;
  departmentIds: ObjectId[];
}

/** A machine with a token. */
export interface TokenActor extends InWorkspace {
  type: 'token';
  tokenId: ObjectId;
  permissions: ReadonlySet<Permission>;
}

/** A customer. */
export interface ContactActor extends InWorkspace {
  type: 'contact';
  contactId: ObjectId;
}

/** A workflow's version at work. */
export interface WorkflowActor extends InWorkspace {
  type: 'workflow';
  workflowId: ObjectId;
}

/** The hub itself: timers, jobs, the command line. */
export interface SystemActor extends InWorkspace {
  type: 'system';
  /** True when it speaks to customers in a channel's name. */
  isBot?: true;
}

/** Who does something. Every verb takes one, and every query filters on its workspace. */
export type Actor = AgentActor | TokenActor | ContactActor | WorkflowActor | SystemActor;

/** The hub acting for a workspace. */
export function systemActor(workspaceId: ObjectId, name = 'Hubbub'): SystemActor {
  return { type: 'system', workspaceId, name };
}

/** The hub speaking to customers by itself, under the channel's name. */
export function channelBot(workspaceId: ObjectId, name: string): SystemActor {
  return { type: 'system', workspaceId, name, isBot: true };
}

/** True when the actor may do it. The hub and its workflows may; a customer never has a seat's permission. */
export function can(actor: Actor, permission: Permission): boolean {
  switch (actor.type) {
    case 'agent':
    case 'token':
      return actor.permissions.has(permission);
    case 'workflow':
    case 'system':
      return true;
    case 'contact':
      return false;
  }
}

/** Throws permission.missing unless the actor may do it. */
export function authorize(actor: Actor, permission: Permission): void {
  if (!can(actor, permission)) throw new HubError('permission.missing', { permission });
}

/** The actor's own id as facts and the audit log keep it; null for the hub. */
export function actorId(actor: Actor): string | null {
  switch (actor.type) {
    case 'agent':
      return actor.agentId.toHexString();
    case 'token':
      return actor.tokenId.toHexString();
    case 'contact':
      return actor.contactId.toHexString();
    case 'workflow':
      return actor.workflowId.toHexString();
    case 'system':
      return null;
  }
}
