import { rolePermissions, type Permission, type Role } from '../../../../hub/api/permissions.ts';
import type { AgentView } from '../../../../hub/api/team/agents.ts';

type Overrides = AgentView['overrides'];

/** Who grants: nobody gives more than they have, and only owners make owners. */
export interface Granter {
  role: Role;
  permissions: readonly Permission[];
}

/** True when this person may give a seat the role. */
export function mayGrantRole({ role: own, permissions }: Granter, role: Role): boolean {
  if (role === 'owner') return own === 'owner';
  return rolePermissions[role].every((permission) => permissions.includes(permission));
}

/** What a seat of the role may do with these overrides. */
export function permissionsOf(role: Role, { added, removed }: Overrides): Permission[] {
  const all = new Set<Permission>([...rolePermissions[role], ...added]);
  for (const permission of removed) all.delete(permission);
  return [...all];
}

/** The overrides after one permission is given or taken: only what differs from the role is kept. */
export function withPermission(role: Role, overrides: Overrides, permission: Permission, isGiven: boolean): Overrides {
  const isOfRole = rolePermissions[role].includes(permission);
  const without = (list: readonly Permission[]): Permission[] => list.filter((each) => each !== permission);
  return {
    added: [...without(overrides.added), ...(isGiven && !isOfRole ? [permission] : [])],
    removed: [...without(overrides.removed), ...(!isGiven && isOfRole ? [permission] : [])],
  };
}

/** The overrides that still say something under another role. */
export function overridesFor(role: Role, { added, removed }: Overrides): Overrides {
  return {
    added: added.filter((permission) => !rolePermissions[role].includes(permission)),
    removed: removed.filter((permission) => rolePermissions[role].includes(permission)),
  };
}

/** How a permission came to a seat, or went. */
export type Origin = 'role' | 'added' | 'removed' | 'none';

/** Where a permission of a seat comes from. */
export function originOf(role: Role, { added, removed }: Overrides, permission: Permission): Origin {
  if (removed.includes(permission)) return 'removed';
  if (rolePermissions[role].includes(permission)) return 'role';
  return added.includes(permission) ? 'added' : 'none';
}

/** True for the only open seat of an owner: it keeps its role and can't be closed. */
export function isLastOwner(
  agent: Pick<AgentView, 'id' | 'role' | 'isActive'>,
  all: readonly Pick<AgentView, 'id' | 'role' | 'isActive'>[],
): boolean {
  return agent.role === 'owner' && agent.isActive && !all.some(({ id, role, isActive }) => id !== agent.id && role === 'owner' && isActive);
}
