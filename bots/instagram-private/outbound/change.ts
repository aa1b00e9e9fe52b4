import type { Account } from '../account/account.ts';
import { CallFailed } from '../errors.ts';
import { fromTrouble, requireReady } from './send.ts';

/** Takes messages of ours back; one that is gone already is taken back. Throws ChannelError. */
export async function deleteMessages(account: Account, chatId: string, parts: string[]): Promise<void> {
  for (const part of parts) {
    await change(account, () => account.call((ig) => ig.directThread.deleteItem(chatId, part))).catch((error: unknown) => {
      if (!isGone(error)) throw toError(account, error);
    });
  }
}

/** Puts our reaction on a message, or takes it back. Throws ChannelError. */
export async function setReaction(account: Account, chatId: string, externalId: string, emoji: string | null): Promise<void> {
  const form = {
    item_id: externalId,
    node_type: 'item',
    reaction_type: 'like',
    reaction_status: emoji === null ? 'deleted' : 'created',
    ...(emoji !== null && { emoji }),
  };
  await change(account, () => account.call((ig) => ig.directThread.broadcast({ threadIds: [chatId], item: 'reaction', form }))).catch(
    (error: unknown) => {
      throw toError(account, error);
    },
  );
}

/** Marks everything up to a message as seen. Throws ChannelError. */
export async function markRead(account: Account, chatId: string, externalId: string): Promise<void> {
  await change(account, () => account.call((ig) => ig.directThread.markItemSeen(chatId, externalId))).catch((error: unknown) => {
    if (!isGone(error)) throw toError(account, error);
  });
}

async function change(account: Account, run: () => Promise<unknown>): Promise<void> {
  requireReady(account);
  await run();
}

function isGone(error: unknown): boolean {
  return error instanceof CallFailed && error.trouble.kind === 'not-found';
}

/** All of these may be repeated, so a lost answer is no doubt. */
function toError(account: Account, error: unknown): unknown {
  if (!(error instanceof CallFailed)) return error;
  const { trouble } = error;
  return fromTrouble(account, trouble.kind === 'no-answer' ? new CallFailed({ ...trouble, kind: 'not-sent' }) : error);
}
