import { ApiError, createClient, type Client } from '../../hub/api/client.ts';
import { connection } from './connection-state.ts';
import { askToLogInAgain } from './login-again.ts';
import { workspaceId } from './workspace-id.ts';

/** True for an error that means: the person is not signed in (any more). */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'session.missing' || error.code === 'session.expired');
}

/** True when nobody answered at all: offline, or the hub is away. */
export function isUnreachable(error: unknown): boolean {
  return !(error instanceof ApiError) && error instanceof TypeError;
}

/**
 * Calls the hub as the signed-in user in the chosen workspace. A session that has ended is asked for in a dialog over the page, and the call is
 * made again after it: nothing typed is lost.
 */
export const api: Client = {
  async call(endpoint, ...input) {
    for (;;) {
      try {
        const answer = await client().call(endpoint, ...input);
        connection.reached();
        return answer;
      } catch (error) {
        if (isUnreachable(error)) connection.missed();
        if (!isSignedOut(error) || !(await askToLogInAgain())) throw error;
      }
    }
  },
};

/** Calls without asking to log in again: for the pages before the login. */
export const plainApi: Client = createClient();

function client(): Client {
  const id = workspaceId.peek();
  return createClient({ ...(id && { workspaceId: id }) });
}
