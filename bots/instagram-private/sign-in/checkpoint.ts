import type { IgApiClient } from 'instagram-private-api';
import { z } from 'zod';
import { sayWhy } from '../../contract/reason.ts';
import type { Account } from '../account/account.ts';
import type { WaitingFor } from '../account/kept.ts';
import { askForCode } from './ask-for-code.ts';
import { finishSignIn } from './finish.ts';
import { stop } from './stopped.ts';

const step = z.looseObject({
  step_name: z.string().default(''),
  step_data: z.looseObject({ contact_point: z.string().optional() }).default({}),
  action: z.string().optional(),
  logged_in_user: z.unknown().optional(),
});
const anObject = z.record(z.string(), z.unknown());
const senders: Record<string, 'sms' | 'email'> = { verify_code: 'sms', verify_email: 'email' };

/** Instagram doubts the account: lets it send a code where it can, and says what to do in the app where it can't. */
export async function beginCheckpoint(account: Account, signal: AbortSignal): Promise<void> {
  const found = await account.call(async (ig) => {
    const path = z.object({ challenge: z.object({ api_path: z.string() }) }).safeParse(ig.state.checkpoint).data;
    if (!path) return null;
    await ig.challenge.auto(true);
    return { checkpoint: anObject.nullable().parse(ig.state.checkpoint), challenge: anObject.nullable().parse(ig.state.challenge) };
  }, signal);
  if (found?.checkpoint === null) return account.save({ waiting: null, isSignedIn: false });
  const asked = step.safeParse(found?.challenge).data;
  const from = senders[asked?.step_name ?? ''];
  if (!found?.checkpoint || !asked || from === undefined) {
    await account.save({ waiting: null });
    return stop(account, sayWhy('instagram-confirm'), { inApp: true });
  }
  const hint = asked.step_data.contact_point;
  const { checkpoint, challenge } = found;
  await account.save({ waiting: { kind: 'checkpoint', checkpoint, challenge, from, ...(hint !== undefined && { hint }) } });
}

/** Asks for the code and gives it to Instagram; signed in with the last step, or by signing in once more. */
export async function passCheckpoint(
  account: Account,
  waiting: Extract<WaitingFor, { kind: 'checkpoint' }>,
  signal: AbortSignal,
): Promise<void> {
  const shown = { kind: 'code' as const, from: waiting.from, ...(waiting.hint !== undefined && { hint: waiting.hint }) };
  const outcome = await askForCode(
    account,
    shown,
    async (code) => {
      const answer = await account.call(async (ig) => {
        restore(ig, waiting);
        return step.parse(await ig.challenge.sendSecurityCode(code));
      });
      if (answer.logged_in_user !== undefined) return finishSignIn(account, answer.logged_in_user);
      // Passed, but not signed in by it: an account that was signed in before still is.
      await account.save({ waiting: null });
    },
    signal,
  );
  if (outcome === 'over') await account.save({ waiting: null });
}

/** The library keeps neither in its state, and a restart may lie between the question and its answer. */
function restore(ig: IgApiClient, { checkpoint, challenge }: Extract<WaitingFor, { kind: 'checkpoint' }>): void {
  Object.assign(ig.state, { checkpoint, challenge });
}
