import { expect, test } from 'vitest';
import { permission } from '../../../../hub/api/permissions.ts';
import { permissionGroups } from './permission-groups.ts';

test('every permission stands under one heading', () => {
  expect(permissionGroups.flatMap(({ permissions }) => permissions).toSorted()).toEqual(permission.options.toSorted());
});
