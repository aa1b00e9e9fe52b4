import { ApiError } from '../../../../hub/api/client.ts';
import { getConsole, type ConsoleView } from '../../../../hub/api/team/consoles.ts';
import { showError } from '../../../app/feedback/toasts.ts';
import { api } from '../../../data/api.ts';
import { queryClient } from '../../../data/query-client.ts';

/** The hub doesn't tell of what happens in the team's Telegram, so it is asked while somebody looks. */
const lookEveryMs = 3000;

/** The team's console, or null while none is connected: options for a query controller. */
export const consoleQuery = {
  queryKey: ['console'],
  queryFn: async (): Promise<ConsoleView | null> => {
    try {
      return await api.call(getConsole);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'console.unknown') return null;
      throw error;
    }
  },
  refetchInterval: lookEveryMs,
};

/** Reads the console again, after something was changed. */
export async function refreshConsole(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: consoleQuery.queryKey });
}

/** Changes something of the console and shows it; what is refused is said. True when it was done. */
export async function changeConsole(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    showError(error);
    return false;
  } finally {
    await refreshConsole();
  }
}
