import type { Request, Response } from 'express';
import * as sessions from '../../api/team/sessions.ts';
import * as users from '../../api/team/users.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { publicRoute, userRoute, type Route } from '../../core/route.ts';
import { auditOrigin } from '../audit/record-audit.ts';
import { logIn } from './log-in.ts';
import { countingGuess } from './login-throttle.ts';
import type { UserPorts } from './ports.ts';
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

/** Routes of the signed-in user, of sessions and of the second factor. */
export function userRoutes(
  hub: Pick<Hub, 'config' | 'mail' | 'now' | 'secrets'>,
  { throttle, renameSeats, auditUser }: UserPorts,
): Route[] {
  return [
    userRoute(users.getUser, async ({ actor }) => presentUser(await getUser(actor.userId))),
    userRoute(users.updateUser, async ({ actor, body, request }) => {
      const guess = { ip: request.ip ?? '', userId: actor.userId.toHexString() };
      const update = () => updateUser(actor.userId, body);
      if (body.email === undefined) return presentUser(await update());
      const before = await getUser(actor.userId);
      const user = await countingGuess(throttle, guess, update);
      await renameSeats(user._id, user.email);
      if (user.email !== before.email) {
        const change = { before: { email: before.email }, after: { email: user.email } };
        await auditUser(user._id, { action: 'user.email-changed', ...change, origin: auditOrigin(request) });
      }
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
    ...twoFactorRoutes(hub, { throttle, auditUser }),
  ];
}
