import type { Permission, Role } from '../../api/permissions.ts';
import { can, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { effectivePermissions } from './permissions.ts';
import type { AgentRecord } from './model.ts';

type Seat = Pick<AgentRecord, 'role' | 'overrides'>;

/** Nobody hands out more than they have: throws permission.missing with the first permission that the actor lacks. */
export function authorizeGrant(actor: Actor, seat: Seat): void {
  authorizeRole(actor, seat.role);
  for (const permission of effectivePermissions(seat)) requireOwn(actor, permission);
}

/** An owner's seat is changed by owners only. Throws permission.missing. */
export function authorizeChange(actor: Actor, seat: Pick<Seat, 'role'>): void {
  authorizeRole(actor, seat.role);
}

function authorizeRole(actor: Actor, role: Role): void {
  const isOwnersEqual = actor.type === 'system' || (actor.type === 'agent' && actor.role === 'owner');
  if (role === 'owner' && !isOwnersEqual) throw new HubError('permission.missing', { role });
}

function requireOwn(actor: Actor, permission: Permission): void {
  if (!can(actor, permission)) throw new HubError('permission.missing', { permission });
}
