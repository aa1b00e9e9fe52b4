import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, language, moment, timeZone } from '../fields.ts';

/** An e-mail address as we keep it: trimmed and in lower case (RFC 5321 allows 254 characters). */
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** A new password: length is the only rule (OWASP and NIST SP 800-63B advise against rules of composition). */
export const newPassword = z.string().min(10).max(200);

/** A password somebody claims to have; no rules here, so that the answer says nothing about them. */
export const givenPassword = z.string().min(1).max(200);

/** A person's name as colleagues read it. */
export const personName = z.string().trim().min(1).max(100);

export const userView = z.object({ id, email: z.string(), name: z.string(), language, createdAt: moment });
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

/** What makes the first workspace and its owner. */
export const setupInput = z.object({
  email,
  password: newPassword,
  name: personName,
  workspaceName: z.string().trim().min(1).max(100),
  timeZone: timeZone.default('UTC'),
  language: language.default('en'),
});
export type SetupInput = z.infer<typeof setupInput>;

export const setUp = endpoint({
  method: 'post',
  path: '/setup',
  summary: 'Make the first workspace with the one-time token the hub printed at start; signs its owner in',
  access: 'public',
  body: setupInput.extend({ token: z.string().min(1).max(200) }),
  view: z.object({ workspaceId: id, agentId: id, userId: id, widgetKey: z.string() }),
  status: 201,
});
