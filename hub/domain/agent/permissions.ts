import { rolePermissions, type Permission, type Role } from '../../api/permissions.ts';
import type { AgentRecord } from './model.ts';

/** What a seat may do: its role's permissions, with what was added and without what was taken away. */
export function effectivePermissions({ role, overrides }: Pick<AgentRecord, 'role' | 'overrides'>): Set<Permission> {
  const permissions = new Set<Permission>([...rolePermissions[role], ...overrides.added]);
  for (const removed of overrides.removed) permissions.delete(removed);
  return permissions;
}

/** True for the role that can never be without a seat. */
export function isOwner(seat: { role: Role; isActive: boolean }): boolean {
  return seat.role === 'owner' && seat.isActive;
}
