import { expect, test } from 'vitest';
import { rolePermissions } from '../../../../hub/api/permissions.ts';
import { isLastOwner, mayGrantRole, originOf, overridesFor, permissionsOf, withPermission } from './granting.ts';

const none = { added: [], removed: [] };

test('an admin makes admins and agents, an owner owners too, and who lacks a permission of a role can not give the role', () => {
  const admin = { role: 'admin' as const, permissions: rolePermissions.admin };
  expect((['owner', 'admin', 'agent'] as const).map((role) => mayGrantRole(admin, role))).toEqual([false, true, true]);
  expect(mayGrantRole({ role: 'owner', permissions: rolePermissions.owner }, 'owner')).toBe(true);
  const limited = { ...admin, permissions: rolePermissions.admin.filter((each) => each !== 'conversation.reply') };
  expect(mayGrantRole(limited, 'agent')).toBe(false);
});

test('only what differs from the role is kept as an override', () => {
  const added = withPermission('agent', none, 'tag.manage', true);
  expect(added).toEqual({ added: ['tag.manage'], removed: [] });
  expect(withPermission('agent', added, 'tag.manage', false)).toEqual(none);
  const removed = withPermission('agent', none, 'conversation.close', false);
  expect(removed).toEqual({ added: [], removed: ['conversation.close'] });
  expect(withPermission('agent', removed, 'conversation.close', true)).toEqual(none);
  expect(permissionsOf('agent', removed)).not.toContain('conversation.close');
});

test('under another role an override that says nothing any more goes', () => {
  expect(overridesFor('admin', { added: ['tag.manage', 'contact.erase'], removed: ['conversation.close'] })).toEqual({
    added: ['contact.erase'],
    removed: ['conversation.close'],
  });
});

test('each permission says where it comes from', () => {
  const overrides = { added: ['tag.manage' as const], removed: ['conversation.close' as const] };
  expect(
    ['tag.manage', 'conversation.close', 'conversation.view', 'audit.view'].map((each) =>
      originOf('agent', overrides, each as 'tag.manage'),
    ),
  ).toEqual(['added', 'removed', 'role', 'none']);
});

test('the last owner is the one with no other open seat of an owner', () => {
  const ada = { id: 'a', role: 'owner' as const, isActive: true };
  expect(isLastOwner(ada, [ada, { id: 'b', role: 'owner', isActive: false }, { id: 'c', role: 'admin', isActive: true }])).toBe(true);
  expect(isLastOwner(ada, [ada, { id: 'b', role: 'owner', isActive: true }])).toBe(false);
});
