import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { givenCode, givenPassword, userView } from './users.ts';

/** Shown once and kept only as hashes. */
const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

export const startTwoFactor = endpoint({
  method: 'post',
  path: '/user/two-factor',
  summary:
    'Begin two-factor: the secret for an authenticator app (draw otpauthUrl as a QR code); it counts once it is confirmed, within half an hour',
  access: 'user',
  body: z.object({ currentPassword: givenPassword }),
  view: z.object({ secret: z.string(), otpauthUrl: z.string() }),
});

export const confirmTwoFactor = endpoint({
  method: 'post',
  path: '/user/two-factor/confirm',
  summary: "Switch two-factor on by a code of the app: answers with ten recovery codes, once; the user's other sessions end",
  access: 'user',
  body: z.object({ code: givenCode }),
  view: recoveryCodes,
});

export const endTwoFactor = endpoint({
  method: 'delete',
  path: '/user/two-factor',
  summary: 'Switch two-factor off, by the password and a code (or a recovery code)',
  access: 'user',
  body: z.object({ currentPassword: givenPassword, code: givenCode }),
  view: userView,
});

export const renewRecoveryCodes = endpoint({
  method: 'post',
  path: '/user/two-factor/recovery-codes',
  summary: 'Ten new recovery codes in the place of the old ones, by a code; they are shown only here',
  access: 'user',
  body: z.object({ code: givenCode }),
  view: recoveryCodes,
});
