import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, linkToken, moment } from '../fields.ts';
import { email, givenCode, newPassword } from './users.ts';

const params = z.object({ resetToken: linkToken });

export const requestPasswordReset = endpoint({
  method: 'post',
  path: '/password-resets',
  summary:
    'Mail a link for a new password to this address if it has a login. Answers alike for every address: 202, login.throttled, or mail.not-set-up where the hub has no mail server',
  access: 'public',
  body: z.object({ email }),
  view: z.object({}),
  status: 202,
});

export const getPasswordReset = endpoint({
  method: 'get',
  path: '/password-resets/:resetToken',
  summary: 'What a reset link is for; password-reset.invalid once it is used, replaced or too old',
  access: 'public',
  params,
  view: z.object({
    /** With most of its name hidden: `a•••@example.com`. */
    email: z.string(),
    /** The user has two-factor on: the new password needs a code too. */
    codeNeeded: z.boolean(),
    expiresAt: moment,
  }),
});

export const resetPassword = endpoint({
  method: 'post',
  path: '/password-resets/:resetToken',
  summary: 'Set a new password by a reset link, which is used up by it; every session of the user ends. Log in afterwards',
  access: 'public',
  params,
  body: z.object({ newPassword, code: givenCode.optional() }),
});

export const makePasswordResetLink = endpoint({
  method: 'post',
  path: '/agents/:agentId/password-reset-link',
  summary:
    'Make a reset link for a colleague, shown only here. Only for somebody all of whose seats the caller may manage: details.reason of password-reset.not-allowed is yourself, above-you or other-workspaces',
  access: 'agent.manage',
  params: z.object({ agentId: id }),
  view: z.object({ link: z.string(), expiresAt: moment }),
  status: 201,
});
