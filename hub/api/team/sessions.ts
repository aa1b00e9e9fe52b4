import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';
import { email, givenPassword, userView } from './users.ts';

/** A login of the signed-in user, on one browser. */
export const sessionView = z.object({
  id,
  isCurrent: z.boolean(),
  ip: z.string(),
  userAgent: z.string(),
  createdAt: moment,
  lastUsedAt: moment,
  expiresAt: moment,
});
export type SessionView = z.infer<typeof sessionView>;

export const logIn = endpoint({
  method: 'post',
  path: '/sessions',
  summary: 'Log in: answers with the user and sets the session cookie',
  access: 'public',
  body: z.object({ email, password: givenPassword }),
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
