import { readReason, sayWhy, type ToldReason } from '../../contract/reason.ts';
import type { Account } from '../account/account.ts';
import { readKept } from '../account/kept.ts';
import type { Kept } from '../account/kept.ts';
import { restUntil } from '../account/rest.ts';

/** Nothing is tried any more until a person wants it: another sign-in now would only make Instagram more suspicious. */
export async function stop(account: Account, { reason, ...code }: ToldReason, { inApp = false }: { inApp?: boolean } = {}): Promise<void> {
  account.context.log.warn({ reason }, 'the Instagram account waits for a person');
  await account.save({ stopped: { words: reason, inApp, ...code } });
}

/** Why it stopped. */
export function whyStopped(stopped: NonNullable<Kept['stopped']>): ToldReason {
  return readReason(stopped) ?? sayWhy('provider-says', { words: stopped.words });
}

/** Says why it stopped, and returns once somebody tested the channel, which takes the mark out of the kept session. */
export async function waitUntilWanted(account: Account, stopped: NonNullable<Kept['stopped']>, signal: AbortSignal): Promise<void> {
  const why = whyStopped(stopped);
  account.tell(stopped.inApp ? { state: 'connecting', ...why, signIn: { kind: 'confirm' } } : { state: 'failed', ...why });
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
