import { randomUUID } from 'node:crypto';
import { fail, ok, refusals } from '../wire/answer.ts';
import type { Answer } from '../wire/answer.ts';
import { openPassword, passwordKeyId, publicPasswordKey } from '../wire/password.ts';
import type { Call } from '../wire/request.ts';
import { showProfile } from '../wire/show.ts';
import type { Account, World } from '../world/state.ts';
import { challengeRefusal } from './challenge.ts';
import { openSession } from './session.ts';

/** Gives the key for passwords, in headers, as the first call of the app does. */
export function syncExperiments(): Answer {
  return ok(
    { experiments: [] },
    {
      'ig-set-password-encryption-key-id': String(passwordKeyId),
      'ig-set-password-encryption-pub-key': publicPasswordKey(),
      'set-cookie': ['csrftoken=emulated; Path=/', 'mid=emulated-mid; Path=/'],
    },
  );
}

/** Signs in by username and password. */
export function login(world: World, call: Call): Answer {
  const account = [...world.accounts.values()].find(({ username }) => username === call.form['username']);
  if (!account) {
    return fail(400, { message: "The username you entered doesn't appear to belong to an account.", error_type: 'invalid_user' });
  }
  if (openPassword(call.form['enc_password'] ?? '') !== account.password) {
    return fail(400, {
      message: 'The password you entered is incorrect. Please try again.',
      invalid_credentials: true,
      error_type: 'bad_password',
    });
  }
  if (account.isDisabled) return refusals.disabled();
  if (account.checkpoint) return challengeRefusal(account, account.checkpoint);
  if (account.twoFactor) return askSecondFactor(world, account, account.twoFactor);
  return signedIn(world, account, call);
}

function askSecondFactor(world: World, account: Account, { by, phone }: NonNullable<Account['twoFactor']>): Answer {
  const identifier = randomUUID();
  world.identifiers.set(identifier, account.id);
  return fail(400, {
    message: '',
    error_type: 'two_factor_required',
    two_factor_required: true,
    two_factor_info: {
      pk: Number(account.id),
      username: account.username,
      sms_two_factor_on: by === 'sms',
      totp_two_factor_on: by === 'totp',
      obfuscated_phone_number: phone ?? '',
      two_factor_identifier: identifier,
    },
  });
}

/** Takes the second factor's code: `verification_method` 1 is an SMS, 3 an authenticator; 0 is taken for one, too. */
export function twoFactorLogin(world: World, call: Call): Answer {
  const account = world.accounts.get(world.identifiers.get(call.form['two_factor_identifier'] ?? '') ?? '');
  if (!account?.twoFactor) return fail(400, { message: 'Invalid Parameters', error_type: 'invalid_identifier' });
  const { by, code } = account.twoFactor;
  const isRightWay = by === 'sms' ? call.form['verification_method'] === '1' : call.form['verification_method'] !== '1';
  if (!isRightWay || call.form['verification_code'] !== code) {
    return fail(400, { message: 'Please check the security code and try again.', error_type: 'sms_code_validation_code_invalid' });
  }
  return signedIn(world, account, call);
}

function signedIn(world: World, account: Account, call: Call): Answer {
  return ok({ logged_in_user: showProfile(world, account) }, openSession(world, account, call));
}
