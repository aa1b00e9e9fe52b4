import { QueryClient } from '@tanstack/lit-query';
import { ApiError } from '../../hub/api/client.ts';

/**
 * What was read from the hub and may be shown again. A key starts with the noun the hub's `changed` event names (`['agents']`,
 * `['contacts', id]`), so that a change anywhere refreshes what is on screen.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      // A refusal stays one; a hub that is away is asked again.
      retry: (count, error) => !(error instanceof ApiError && error.status < 500) && count < 3,
      refetchOnWindowFocus: false,
    },
    mutations: { retry: false },
  },
});
