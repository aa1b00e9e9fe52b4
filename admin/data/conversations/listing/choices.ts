import { listChannels, type ChannelView } from '../../../../hub/api/customers/channels.ts';
import { listTags, type TagView } from '../../../../hub/api/customers/tags.ts';
import { api } from '../../api.ts';

/** The connected accounts, oldest first: options for a query controller. */
export const channelsQuery = {
  queryKey: ['channels', 'names'],
  queryFn: async (): Promise<ChannelView[]> => (await api.call(listChannels, { query: { limit: 200 } })).items,
};

/** Tags that begin with what was typed, at most 50: options for a query controller. */
export function tagsQuery(typed: string) {
  const q = typed.trim();
  return {
    queryKey: ['tags', 'beginning', q],
    queryFn: async (): Promise<TagView[]> => (await api.call(listTags, { query: { limit: 50, ...(q && { q }) } })).items,
  };
}
