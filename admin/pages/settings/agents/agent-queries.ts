import { getAgent, listAgents, listInvites } from '../../../../hub/api/team/agents.ts';
import { api } from '../../../data/api.ts';
import { readAll } from '../form/read-all.ts';

/** Every seat with its open conversations, closed seats too: options for a query controller. */
export const agentsQuery = {
  queryKey: ['agents', 'load'],
  queryFn: () => readAll((paging) => api.call(listAgents, { query: { ...paging, load: 'true' } })),
};

/** Invites that nobody has accepted: options for a query controller. */
export const invitesQuery = {
  queryKey: ['agents', 'invites'],
  queryFn: () => readAll((paging) => api.call(listInvites, { query: paging })),
};

/** One seat with its open conversations: options for a query controller. */
export function agentQuery(agentId: string) {
  return {
    queryKey: ['agents', agentId],
    queryFn: () => api.call(getAgent, { params: { agentId }, query: { load: 'true' } }),
  };
}
