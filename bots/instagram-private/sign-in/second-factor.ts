import { z } from 'zod';
import type { Account } from '../account/account.ts';
import type { WaitingFor } from '../account/kept.ts';
import type { Trouble } from '../errors.ts';
import { askForCode } from './ask-for-code.ts';
import { finishSignIn } from './finish.ts';

const info = z.object({
  two_factor_info: z.object({
    two_factor_identifier: z.string(),
    totp_two_factor_on: z.boolean().default(false),
    obfuscated_phone_number: z.union([z.string(), z.number()]).optional(),
  }),
});

/** Notes that Instagram wants a second factor. */
export async function beginSecondFactor(account: Account, { body }: Trouble): Promise<void> {
  const { two_factor_identifier, totp_two_factor_on, obfuscated_phone_number } = info.parse(body).two_factor_info;
  const hint = totp_two_factor_on || !obfuscated_phone_number ? {} : { hint: `*** ${obfuscated_phone_number}` };
  await account.save({
    waiting: { kind: 'second-factor', identifier: two_factor_identifier, from: totp_two_factor_on ? 'authenticator' : 'sms', ...hint },
  });
}

/** Asks for the code and signs in with it; where Instagram forgot what the code was for, the sign-in begins anew. */
export async function passSecondFactor(
  account: Account,
  { identifier, from, hint }: Extract<WaitingFor, { kind: 'second-factor' }>,
  signal: AbortSignal,
): Promise<void> {
  const { username } = account.settings;
  const step = { kind: 'code' as const, from, ...(hint !== undefined && { hint }) };
  const outcome = await askForCode(
    account,
    step,
    async (code) => {
      const body: unknown = await account.call((ig) =>
        ig.account.twoFactorLogin({
          username,
          verificationCode: code,
          twoFactorIdentifier: identifier,
          // As the library's documentation has it: 1 is an SMS, 0 an authenticator.
          verificationMethod: from === 'sms' ? '1' : '0',
          trustThisDevice: '1',
        }),
      );
      // The library says that it gives the user; it gives the whole answer.
      await finishSignIn(account, z.object({ logged_in_user: z.unknown() }).parse(body).logged_in_user);
    },
    signal,
  );
  if (outcome === 'over') await account.save({ waiting: null });
}
