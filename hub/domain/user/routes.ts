import type { Request, Response } from 'express';
import * as sessions from '../../api/team/sessions.ts';
import * as users from '../../api/team/users.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { publicRoute, userRoute, type Route } from '../../core/route.ts';
import { logIn } from './log-in.ts';
import { countingGuess, type LoginThrottle } from './login-throttle.ts';
import { presentSession, presentUser } from './present.ts';
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts';
import { endSession, endSessions, listSessions, startSession } from './session.ts';
import { twoFactorRoutes } from './two-factor/routes.ts';
import { changePassword, getUser, updateUser } from './update-user.ts';

/** Starts a session for whoever sent the request and sets its cookie. */
export async function signIn(hub: Pick<Hub, 'config' | 'now'>, userId: ObjectId, request: Request, response: Response): Promise<void> {
  const session = await startSession(hub, userId, { ip: request.ip ?? '', userAgent: request.get('user-agent') ?? '' });
  setSessionCookie(hub.config, request, response, session);
}

/** What users need of nouns above them. */
export interface UserPorts {
  throttle: LoginThrottle;
  /** Carries a new e-mail to the user's seats. */
  renameSeats(userId: ObjectId, email: string): Promise<void>;
}

/** Routes of the signed-in user, of sessions and of the second factor. */
export function userRoutes(hub: Pick<Hub, 'config' | 'mail' | 'now' | 'secrets'>, { throttle, renameSeats }: UserPorts): Route[] {
  return [
    userRoute(users.getUser, async ({ actor }) => presentUser(await getUser(actor.userId))),
    userRoute(users.updateUser, async ({ actor, body, request }) => {
      const guess = { ip: request.ip ?? '', userId: actor.userId.toHexString() };
      const update = () => updateUser(actor.userId, body);
      const user = await (body.email === undefined ? update() : countingGuess(throttle, guess, update));
      if (body.email !== undefined) await renameSeats(user._id, user.email);
      return presentUser(user);
    }),
    userRoute(users.changePassword, async ({ actor, body, request }) => {
      const guess = { ip: request.ip ?? '', userId: actor.userId.toHexString() };
      await countingGuess(throttle, guess, () => changePassword(actor, body));
      const { email: to, language, name } = await getUser(actor.userId);
      await hub.mail.queue({ kind: 'password-changed', to, language, values: { name } });
    }),
    publicRoute(sessions.logIn, async ({ body, request, response }) => {
      const user = await logIn(hub, throttle, request.ip ?? '', body);
      await signIn(hub, user._id, request, response);
      return presentUser(user);
    }),
    userRoute(sessions.listSessions, async ({ actor, query }) => {
      const page = await listSessions(hub, actor.userId, query);
      return { items: page.items.map((session) => presentSession(session, actor.sessionId)), nextCursor: page.nextCursor };
    }),
    userRoute(sessions.logOut, async ({ actor, request, response }) => {
      await endSession(actor.userId, actor.sessionId);
      clearSessionCookie(hub.config, request, response);
    }),
    userRoute(sessions.endSession, ({ actor, params }) => endSession(actor.userId, toObjectId(params.sessionId))),
    userRoute(sessions.endOtherSessions, ({ actor }) => endSessions(actor.userId, actor.sessionId)),
    ...twoFactorRoutes(hub, throttle),
  ];
}
