import { onEvent } from './realtime.ts';
import { queryClient } from './query-client.ts';
import { refreshSession } from './session.ts';

/** Reads again what changed somewhere else, where it is on screen: the hub's `changed` names the noun every key begins with. */
export function startRefreshing(): void {
  onEvent('changed', ({ noun, id }) => {
    void queryClient.invalidateQueries({ queryKey: [noun] });
    if (id) void queryClient.invalidateQueries({ queryKey: [noun, id] });
    if (noun === 'workspace' || noun === 'agents') void refreshSession();
  });
}
