import { fail, ok } from '../wire/answer.ts';
import type { Answer } from '../wire/answer.ts';
import type { Call } from '../wire/request.ts';
import { showProfile } from '../wire/show.ts';
import type { Account, Checkpoint, World } from '../world/state.ts';
import { openSession } from './session.ts';

/** What every call of an account in doubt is answered with. */
export function challengeRefusal(account: Account, { nonce }: Checkpoint): Answer {
  const path = `/challenge/${account.id}/${nonce}/`;
  return fail(400, {
    message: 'challenge_required',
    error_type: 'checkpoint_challenge_required',
    challenge: { url: `https://i.instagram.com${path}`, api_path: path, hide_webview_header: true, lock: true, logout: false },
  });
}

/** A step of a checkpoint: what it asks, the way the code is sent, the code. */
export function challenge(world: World, call: Call, way: 'step' | 'reset' | 'replay', accountId: string, nonce: string): Answer {
  const account = world.accounts.get(accountId);
  const checkpoint = account?.checkpoint;
  if (!account || checkpoint?.nonce !== nonce) return fail(400, { message: 'This challenge is over.' });
  if (way === 'reset') checkpoint.step = checkpoint.by === 'web' ? 'scraping_warning' : 'select_verify_method';
  if (call.method === 'GET' || way === 'reset') return ok(showStep(account, checkpoint));
  if (call.form['choice'] !== undefined) {
    if (checkpoint.by !== 'web') checkpoint.step = checkpoint.by === 'sms' ? 'verify_code' : 'verify_email';
    return ok(showStep(account, checkpoint));
  }
  if (checkpoint.by === 'web' || call.form['security_code'] !== checkpoint.code) {
    return fail(400, { message: 'Please check the code we sent you and try again.' });
  }
  account.checkpoint = null;
  return ok({ action: 'close', logged_in_user: showProfile(world, account) }, openSession(world, account, call));
}

function showStep(account: Account, { step, by, nonce }: Checkpoint): object {
  const contact = by === 'sms' ? '+** *** ***12' : 'a*******n@e*****e.com';
  return {
    step_name: step,
    step_data: {
      ...(step === 'select_verify_method' && { choice: by === 'sms' ? '0' : '1', [by === 'sms' ? 'phone_number' : 'email']: contact }),
      ...(step.startsWith('verify') && { security_code: 'None', contact_point: contact, form_type: by, resend_delay: 60 }),
    },
    user_id: Number(account.id),
    nonce_code: nonce,
  };
}
