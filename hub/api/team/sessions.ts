import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, language, moment, pageOf, paging } from '../fields.ts';
import { email, givenCode, givenPassword, userView } from './users.ts';

/** A login of the signed-in user, on one browser. */
export const sessionView = z.object({
  id,
  isCurrent: z.boolean(),
  ip: z.string(),
  userAgent: z.string(),
  /** What the user agent says in words, such as Firefox and Windows; null where it says nothing known. */
  device: z.object({ browser: z.string().nullable(), system: z.string().nullable() }),
  createdAt: moment,
  lastUsedAt: moment,
  /** Ends then however much it is used. */
  expiresAt: moment,
  /** Ends then unless it is used before. */
  idleUntil: moment,
});
export type SessionView = z.infer<typeof sessionView>;

export const getAuthOptions = endpoint({
  method: 'get',
  path: '/auth/options',
  summary: 'What the login page may offer, for anybody',
  access: 'public',
  view: z.object({
    /** Nobody owns the hub yet: the setup link in its log comes first. */
    needsSetup: z.boolean(),
    /** A mail server is set, so a forgotten password is reset by mail; otherwise a colleague makes the link. */
    passwordResetByMail: z.boolean(),
    languages: z.array(language),
  }),
});

export const logIn = endpoint({
  method: 'post',
  path: '/sessions',
  summary:
    'Log in: answers with the user and sets the session cookie. With two-factor on, the right password alone answers login.code-needed; send all again with the code',
  access: 'public',
  body: z.object({ email, password: givenPassword, code: givenCode.optional() }),
  view: userView,
  status: 201,
});

export const listSessions = endpoint({
  method: 'get',
  path: '/sessions',
  summary: "The signed-in user's sessions, newest first",
  access: 'user',
  query: paging,
  view: pageOf(sessionView),
});

export const logOut = endpoint({
  method: 'delete',
  path: '/sessions/current',
  summary: 'Log out: the current session ends',
  access: 'user',
});

export const endSession = endpoint({
  method: 'delete',
  path: '/sessions/:sessionId',
  summary: "End one of the signed-in user's sessions",
  access: 'user',
  params: z.object({ sessionId: id }),
});

export const endOtherSessions = endpoint({
  method: 'delete',
  path: '/sessions',
  summary: 'End every session of the signed-in user but this one',
  access: 'user',
});
