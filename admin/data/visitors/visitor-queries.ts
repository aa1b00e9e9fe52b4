import { getVisitor, listContactVisits, writeToVisitor } from '../../../hub/api/visitors/visitors.ts';
import { ApiError } from '../../../hub/api/client.ts';
import { api } from '../api.ts';

/** One visitor with the pages of the visit; null once it has left. */
export function visitorQuery(visitorId: string) {
  return {
    queryKey: ['visitors', visitorId],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      try {
        return await api.call(getVisitor, { params: { visitorId }, signal });
      } catch (error) {
        if (error instanceof ApiError && error.code === 'visitor.gone') return null;
        throw error;
      }
    },
  };
}

/** The latest pages that a contact looked at. */
export function readContactVisits(contactId: string, signal: AbortSignal) {
  return api.call(listContactVisits, { params: { contactId }, query: { limit: 20 }, signal });
}

/** Begins a conversation with a visitor. */
export function writeTo(visitorId: string, text: string, clientId: string) {
  return api.call(writeToVisitor, { params: { visitorId }, body: { text, clientId } });
}
