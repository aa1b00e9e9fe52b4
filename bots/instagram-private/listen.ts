import type { DeliverPayload } from '../contract/channel.ts';
import type { Account } from './account/account.ts';
import { CallFailed } from './errors.ts';
import type { Trouble } from './errors.ts';
import { lookIntoInbox } from './inbox/look.ts';
import { rest, restUntil } from './account/rest.ts';
import { meet, signIn } from './sign-in/sign-in.ts';

/**
 * Owns the account until the signal aborts: signs in, looks into the inbox again and again, waits for people where they are needed. Nothing that
 * Instagram does ends it.
 */
export async function listenToAccount(account: Account, deliver: DeliverPayload, signal: AbortSignal): Promise<void> {
  try {
    await keepListening(account, deliver, signal);
  } finally {
    account.leave();
  }
}

async function keepListening(account: Account, deliver: DeliverPayload, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await account.open();
      await signIn(account, signal);
      await lookIntoInbox(account, deliver, signal);
      failures = 0;
      account.hasLooked = true;
      account.tell({ state: 'ok' });
      const sinceActivityMs = account.context.now().getTime() - account.activeAt;
      await restUntil(account.pacing.untilNextLook(sinceActivityMs), signal, (wake) => {
        account.lookNow = wake;
      });
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      await recover(account, error, failures, signal);
    }
  }
}

async function recover(account: Account, error: unknown, failures: number, signal: AbortSignal): Promise<void> {
  try {
    if (error instanceof CallFailed) return await meet(account, asPassing(error.trouble), failures, signal);
    // The hub could not store what was found, or the session: all of it is found again.
    account.context.log.warn(
      { reason: error instanceof Error ? error.message : String(error) },
      'what is in the inbox could not be handed over',
    );
    await rest(account.pacing.afterFailure(failures, false), signal);
  } catch (failure) {
    if (signal.aborted) return;
    const reason = failure instanceof Error ? failure.message : String(failure);
    account.context.log.warn({ reason }, 'the account could not be put right, trying again');
    await rest(account.pacing.afterFailure(failures, false), signal).catch(() => {});
  }
}

/** Who is signed in and refused a look into the inbox has not been refused a sign-in: it is tried again. */
function asPassing(trouble: Trouble): Trouble {
  return trouble.kind === 'refused' || trouble.kind === 'not-found' ? { ...trouble, kind: 'server' } : trouble;
}
