import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, language, linkToken, moment, timeZone } from '../fields.ts';

/** An e-mail address as we keep it: trimmed and in lower case (RFC 5321 allows 254 characters). */
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** A new password: length is the only rule (OWASP and NIST SP 800-63B advise against rules of composition). */
export const newPassword = z.string().min(10).max(200);

/** A password somebody claims to have; no rules here, so that the answer says nothing about them. */
export const givenPassword = z.string().min(1).max(200);

/** A code of the second factor: six digits of the authenticator app, or one of the recovery codes. Spaces and hyphens do not count. */
export const givenCode = z.string().trim().min(6).max(40);

/** A person's name as colleagues read it. */
export const personName = z.string().trim().min(1).max(100);

export const userView = z.object({
  id,
  email: z.string(),
  name: z.string(),
  language,
  createdAt: moment,
  /** The second factor: `since` is null while it is off. */
  twoFactor: z.object({ enabled: z.boolean(), since: moment.nullable(), recoveryCodesLeft: z.number().int() }),
});
export type UserView = z.infer<typeof userView>;

export const getUser = endpoint({
  method: 'get',
  path: '/user',
  summary: 'The signed-in user',
  access: 'user',
  view: userView,
});

export const updateUser = endpoint({
  method: 'patch',
  path: '/user',
  summary: "Change the signed-in user's name, language or e-mail; a new e-mail needs the password",
  access: 'user',
  body: z
    .object({
      name: personName.optional(),
      language: language.optional(),
      email: email.optional(),
      currentPassword: givenPassword.optional(),
    })
    .refine((body) => body.email === undefined || body.currentPassword !== undefined, {
      message: 'a new e-mail needs the current password',
      path: ['currentPassword'],
    }),
  view: userView,
});

export const changePassword = endpoint({
  method: 'put',
  path: '/user/password',
  summary: 'Change the password; every other session of the user ends',
  access: 'user',
  body: z.object({ currentPassword: givenPassword, newPassword }),
});

const workspaceName = z.string().trim().min(1).max(100);

export const createWorkspace = endpoint({
  method: 'post',
  path: '/user/workspaces',
  summary: 'Make another workspace with the signed-in user as its owner; for owners, and only where WORKSPACE_CREATION allows it',
  access: 'user',
  body: z.object({ name: workspaceName, timeZone, language }),
  view: z.object({ workspaceId: id, agentId: id }),
  status: 201,
});

/** What makes the first workspace and its owner. */
export const setupInput = z.object({
  email,
  password: newPassword,
  name: personName,
  workspaceName,
  timeZone: timeZone.default('UTC'),
  language: language.default('en'),
});
export type SetupInput = z.infer<typeof setupInput>;

export const setUp = endpoint({
  method: 'post',
  path: '/setup',
  summary:
    'Make the first workspace with the one-time token the hub printed at start; signs its owner in, unless that is a known user with two-factor on, who logs in afterwards',
  access: 'public',
  body: setupInput.extend({ token: z.string().min(1).max(200) }),
  view: z.object({ workspaceId: id, agentId: id, userId: id, widgetKey: z.string() }),
  status: 201,
});

export const checkSetupLink = endpoint({
  method: 'get',
  path: '/setup/:setupToken',
  summary: 'Whether the one-time setup link still works: setup.link-invalid says with details.isDone that the hub has its owner already',
  access: 'public',
  params: z.object({ setupToken: linkToken }),
  view: z.object({ isValid: z.literal(true) }),
});
