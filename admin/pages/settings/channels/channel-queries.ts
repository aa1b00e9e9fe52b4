import { getChannel, listChannels, listReceipts, type ChannelView } from '../../../../hub/api/customers/channels.ts';
import type { providersQuery } from '../../../data/conversations/composing/abilities.ts';
import { api } from '../../../data/api.ts';
import { readAll } from '../form/read-all.ts';

/** A change of health is told at once; what came in and went out is asked for so often. */
const trafficMs = 10_000;

/** Every connected account, oldest first: options for a query controller. */
export const channelsQuery = {
  queryKey: ['channels', 'all'],
  queryFn: () => readAll((paging) => api.call(listChannels, { query: paging })),
  refetchInterval: trafficMs,
};

/** Somebody stands there with a phone, and a code to scan is soon another. */
const signInMs = 1500;

/** One connected account: options for a query controller. */
export function channelQuery(channelId: string) {
  return {
    queryKey: ['channels', channelId],
    queryFn: () => api.call(getChannel, { params: { channelId } }),
    refetchInterval: ({ state }: { state: { data?: ChannelView | undefined } }) =>
      state.data?.health.state === 'connecting' ? signInMs : trafficMs,
  };
}

/** What a channel could not read, newest first, 50 at most: options for a query controller. */
export function receiptsQuery(channelId: string) {
  return {
    queryKey: ['channels', channelId, 'receipts'],
    queryFn: () => api.call(listReceipts, { params: { channelId }, query: { limit: 50 } }),
  };
}

/** One kind of platform of the hub's registry. */
export type Provider = Awaited<ReturnType<typeof providersQuery.queryFn>>[number];
