import type { Account } from '../account/account.ts';
import { readKept } from '../account/kept.ts';
import type { Kept } from '../account/kept.ts';
import { restUntil } from '../account/rest.ts';

/** Nothing is tried any more until a person wants it: another sign-in now would only make Instagram more suspicious. */
export async function stop(account: Account, words: string, { inApp = false }: { inApp?: boolean } = {}): Promise<void> {
  account.context.log.warn({ reason: words }, 'the Instagram account waits for a person');
  await account.save({ stopped: { words, inApp } });
}

/** Says why it stopped, and returns once somebody tested the channel, which takes the mark out of the kept session. */
export async function waitUntilWanted(
  account: Account,
  { words, inApp }: NonNullable<Kept['stopped']>,
  signal: AbortSignal,
): Promise<void> {
  account.tell(
    inApp ? { state: 'connecting', reason: words, signIn: { kind: 'confirm', hint: words } } : { state: 'failed', reason: words },
  );
  let isWanted = false;
  try {
    while (!isWanted) {
      await restUntil(account.pacing.whileStopped(), signal, (wake) => {
        account.takeCode = async () => {
          isWanted = true;
          wake();
        };
        account.lookNow = wake;
      });
      isWanted ||= readKept(await account.context.session.load())?.stopped === null;
    }
  } finally {
    account.takeCode = null;
  }
  await account.save({ stopped: null });
}
