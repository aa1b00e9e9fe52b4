import { sayWhy, type ToldReason } from '../../contract/reason.ts';
import type { Account } from '../account/account.ts';
import type { Trouble } from '../errors.ts';
import { CallFailed } from '../errors.ts';
import { rest } from '../account/rest.ts';
import { beginCheckpoint, passCheckpoint } from './checkpoint.ts';
import { sessionKey } from '../settings.ts';
import { importSession } from './import-session.ts';
import { finishSignIn } from './finish.ts';
import { beginSecondFactor, passSecondFactor } from './second-factor.ts';
import { stop, waitUntilWanted } from './stopped.ts';

/**
 * Returns once the account is signed in, however long people take for it; only here it ever signs in. What it waits for outlives a restart. Rejects
 * when the signal aborts, or when the session can't be stored.
 */
export async function signIn(account: Account, signal: AbortSignal): Promise<void> {
  let failures = 0;
  for (;;) {
    signal.throwIfAborted();
    if (account.kept.stopped) {
      await waitUntilWanted(account, account.kept.stopped, signal);
      continue;
    }
    try {
      const { waiting, isSignedIn } = account.kept;
      if (waiting?.kind === 'second-factor') await passSecondFactor(account, waiting, signal);
      else if (waiting) await passCheckpoint(account, waiting, signal);
      else if (isSignedIn) return await nameAccount(account, signal);
      else await begin(account);
      failures = 0;
    } catch (error) {
      if (signal.aborted || !(error instanceof CallFailed)) throw error;
      failures += 1;
      await meet(account, error.trouble, failures, signal);
    }
  }
}

/** Uses the imported session if there is a new one, else the password. */
async function begin(account: Account): Promise<void> {
  const { username, password, session } = account.settings;
  account.tell({ state: 'connecting', ...sayWhy('instagram-signing-in') });
  if (session !== undefined && account.kept.imported !== sessionKey(session)) {
    const state = importSession(session);
    if (!state) return stop(account, sayWhy('instagram-import'));
    account.forgetClient();
    await account.save({
      api: { ...deviceOf(account.kept.api), ...state },
      imported: sessionKey(session),
      isSignedIn: true,
      account: null,
    });
    return;
  }
  // Not given up halfway: an answer that nobody waits for would be a session lost, and the next sign-in one too many.
  const user = await account.call((ig) => ig.account.login(username, password));
  await finishSignIn(account, user);
}

/** An imported session does not say whose it is. */
async function nameAccount(account: Account, signal: AbortSignal): Promise<void> {
  if (account.kept.account) return;
  const user = await account.call((ig) => ig.account.currentUser(), signal);
  await finishSignIn(account, user);
}

/** What becomes of a trouble: a step for a person, a pause, or the end until somebody wants another try. Used by the inbox, too. */
export async function meet(account: Account, trouble: Trouble, failures: number, signal: AbortSignal): Promise<void> {
  switch (trouble.kind) {
    case 'second-factor':
      return beginSecondFactor(account, trouble);
    case 'checkpoint':
      return beginCheckpoint(account, signal);
    case 'logged-out':
      await account.save({ isSignedIn: false, api: deviceOf(account.kept.api) });
      account.forgetClient();
      return stop(account, sayWhy(account.settings.session === undefined ? 'instagram-ended' : 'instagram-ended-imported'));
    case 'old-version':
      return stop(account, sayWhy('instagram-old-version'));
    case 'disabled':
      return stop(account, sayWhy('instagram-closed', { words: trouble.words }));
    case 'bad-password':
      return stop(account, sayWhy('instagram-password'));
    case 'unknown-user':
      return stop(account, sayWhy('instagram-username'));
    case 'wrong-code':
    case 'code-over':
    case 'refused':
    case 'not-found':
      return stop(account, sayWhy('instagram-refused', { words: trouble.words }));
    case 'held-back':
    case 'too-quick':
    case 'not-sent':
    case 'no-answer':
    case 'server':
      return waitOut(account, trouble, failures, signal);
  }
}

async function waitOut(account: Account, trouble: Trouble, failures: number, signal: AbortSignal): Promise<void> {
  const wasTooQuick = trouble.kind === 'too-quick' || trouble.kind === 'held-back';
  const ms = trouble.retryAfterMs ?? account.pacing.afterFailure(failures, wasTooQuick);
  account.context.log.warn({ reason: trouble.words, failures, waitMs: ms }, 'Instagram could not be asked, trying again');
  if (wasTooQuick || failures >= 3) {
    account.tell({ state: account.kept.isSignedIn ? 'warning' : 'connecting', ...whyItWaits(trouble, wasTooQuick) });
  }
  await rest(ms, signal);
}

function whyItWaits({ why, words }: Trouble, wasTooQuick: boolean): ToldReason {
  return wasTooQuick ? sayWhy('instagram-slow-down', { words }) : (why ?? sayWhy('provider-says', { words }));
}

const deviceFields = ['deviceString', 'deviceId', 'uuid', 'phoneId', 'adid', 'build'];

/** Of the library's state what makes the device. */
function deviceOf(api: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(api).filter(([name]) => deviceFields.includes(name)));
}
