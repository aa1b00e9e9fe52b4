import { ChannelError } from '../../contract/error.ts';
import { sayWhy, type ToldReason } from '../../contract/reason.ts';
import type { SignInStep } from '../../contract/sign-in.ts';
import type { Account } from '../account/account.ts';
import { CallFailed, toChannelError } from '../errors.ts';

/** What the answer to a code may end: the step is passed, or it can't be passed any more. */
type Outcome = 'passed' | 'over';

/**
 * Shows a step and waits until somebody typed a code that `check` took. A wrong one is told to who typed it, and the step stays. Resolves with
 * `over` when Instagram no longer takes any code for this step; rejects when the signal aborts.
 */
export async function askForCode(
  account: Account,
  step: Extract<SignInStep, { kind: 'code' }>,
  check: (code: string) => Promise<void>,
  signal: AbortSignal,
): Promise<Outcome> {
  account.tell({ state: 'connecting', ...reasons[step.from], signIn: step });
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      const giveUp = () => reject(signal.reason instanceof Error ? signal.reason : new Error('given up'));
      if (signal.aborted) giveUp();
      signal.addEventListener('abort', giveUp, { once: true });
      account.takeCode = async (code) => {
        try {
          await check(readCode(code));
        } catch (error) {
          if (!(error instanceof CallFailed)) throw error;
          if (error.trouble.kind === 'code-over') resolve('over');
          throw toChannelError(error.trouble, { repeatable: true });
        }
        resolve('passed');
      };
    });
  } finally {
    account.takeCode = null;
  }
}

const reasons: Record<Extract<SignInStep, { kind: 'code' }>['from'], ToldReason> = {
  authenticator: sayWhy('instagram-code-authenticator'),
  sms: sayWhy('instagram-code-sms'),
  email: sayWhy('instagram-code-email'),
  other: sayWhy('instagram-code'),
};

function readCode(typed: string): string {
  const code = typed.replace(/[\s-]/g, '');
  if (!/^\d{4,8}$/.test(code)) throw new ChannelError('invalid-content', { why: sayWhy('code-digits') });
  return code;
}
