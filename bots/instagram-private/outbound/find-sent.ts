import type { Account } from '../account/account.ts';
import { CallFailed } from '../errors.ts';
import { fetchThread } from '../inbox/fetch-older.ts';
import { itemEnvelope } from '../inbox/shapes.ts';
import { rest } from '../account/rest.ts';

/** How often a chat is looked at. */
const looks = 2;

/** Looks in a chat for the message that was sent with this context; undefined when it is not there, or nobody can tell. */
export async function findSent(account: Account, threadId: string, context: string): Promise<string | undefined> {
  for (let look = 0; look < looks; look += 1) {
    await rest(account.pacing.betweenPages());
    try {
      const { items } = await fetchThread(account, threadId);
      const read = items.flatMap((raw) => itemEnvelope.safeParse(raw).data ?? []);
      const found = read.find(({ client_context }) => client_context === context);
      if (found) return found.item_id;
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      account.context.log.warn({ reason: error.trouble.words }, 'whether a message went out could not be looked up');
    }
  }
  return undefined;
}
