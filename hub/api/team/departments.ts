import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';

export const departmentView = z.object({
  id,
  name: z.string(),
  description: z.string(),
  /** Active agents of the department. */
  memberIds: z.array(id),
  createdAt: moment,
});
export type DepartmentView = z.infer<typeof departmentView>;

const params = z.object({ departmentId: id });
const fields = z.object({
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(1000),
  memberIds: z.array(id).max(500),
});

export const listDepartments = endpoint({
  method: 'get',
  path: '/departments',
  summary: "The workspace's departments by name",
  access: 'department.view',
  query: paging,
  view: pageOf(departmentView),
});

export const getDepartment = endpoint({
  method: 'get',
  path: '/departments/:departmentId',
  summary: 'One department',
  access: 'department.view',
  params,
  view: departmentView,
});

export const createDepartment = endpoint({
  method: 'post',
  path: '/departments',
  summary: 'Make a department; names are unique, upper or lower case',
  access: 'department.manage',
  body: fields.extend({ description: fields.shape.description.default(''), memberIds: fields.shape.memberIds.default([]) }),
  view: departmentView,
  status: 201,
});

export const updateDepartment = endpoint({
  method: 'patch',
  path: '/departments/:departmentId',
  summary: "Change a department's name, description or members",
  access: 'department.manage',
  params,
  body: fields.partial().refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
  view: departmentView,
});

export const deleteDepartment = endpoint({
  method: 'delete',
  path: '/departments/:departmentId',
  summary: 'Remove a department: its agents stay, its open conversations go back to the common queue',
  access: 'department.manage',
  params,
});
