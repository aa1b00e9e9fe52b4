import { getDepartment, listDepartments } from '../../../../hub/api/team/departments.ts';
import { listConversations } from '../../../../hub/api/customers/conversations.ts';
import { api } from '../../../data/api.ts';
import { readAll } from '../form/read-all.ts';

/** Every department by name: options for a query controller. */
export const departmentsQuery = {
  queryKey: ['departments'],
  queryFn: () => readAll((paging) => api.call(listDepartments, { query: paging })),
};

/** One department: options for a query controller. */
export function departmentQuery(departmentId: string) {
  return {
    queryKey: ['departments', departmentId],
    queryFn: () => api.call(getDepartment, { params: { departmentId } }),
  };
}

/** How many open conversations a department has as far as one page shows: 100 of more are `100+`. */
export async function countOpenOf(departmentId: string): Promise<{ count: number; shown: string }> {
  const { items, nextCursor } = await api.call(listConversations, { query: { department: departmentId, status: 'open', limit: 100 } });
  return { count: items.length, shown: `${items.length}${nextCursor ? '+' : ''}` };
}
