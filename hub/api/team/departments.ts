import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';

/**
 * How conversations that nobody has find an agent. `manual`: they wait in the shared queue until somebody takes one. `round-robin`: each goes
 * to whoever has waited longest for one. `least-busy`: to whoever has the fewest open ones. Only agents who are available get any.
 */
export const handingMode = z.enum(['manual', 'round-robin', 'least-busy']);
export type HandingMode = z.infer<typeof handingMode>;

export const handing = z.object({
  mode: handingMode,
  /** How many open conversations an agent may have before being handed no more; null: any number. A person may still take or be given more. */
  limit: z.number().int().min(1).max(500).nullable(),
});
export type Handing = z.infer<typeof handing>;

/** What holds until somebody chooses otherwise. */
export const manualHanding: Handing = { mode: 'manual', limit: null };

export const departmentView = z.object({
  id,
  name: z.string(),
  description: z.string(),
  /** Active agents of the department. */
  memberIds: z.array(id),
  /** How the department's conversations are handed out; with `manual` the limit counts for nothing. */
  handing,
  createdAt: moment,
});
export type DepartmentView = z.infer<typeof departmentView>;

const params = z.object({ departmentId: id });
const fields = z.object({
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(1000),
  memberIds: z.array(id).max(500),
  handing,
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
  body: fields.extend({
    description: fields.shape.description.default(''),
    memberIds: fields.shape.memberIds.default([]),
    handing: fields.shape.handing.default(manualHanding),
  }),
  view: departmentView,
  status: 201,
});

export const updateDepartment = endpoint({
  method: 'patch',
  path: '/departments/:departmentId',
  summary: "Change a department's name, description, members or how its conversations are handed out",
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
