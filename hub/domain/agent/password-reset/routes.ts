import * as api from '../../../api/team/password-resets.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { toObjectId } from '../../../core/ids.ts';
import { publicRoute, route, type Route } from '../../../core/route.ts';
import { auditOrigin } from '../../audit/record-audit.ts';
import type { LoginThrottle } from '../../user/login-throttle.ts';
import { hasTwoFactor } from '../../user/two-factor/use-code.ts';
import { makeResetLink } from './make-link.ts';
import { lookAtReset, resetPassword } from './reset-password.ts';

/** Routes to a new password for who lost the old one. */
export function passwordResetRoutes(hub: Pick<Hub, 'baseUrl' | 'mail' | 'now' | 'secrets'>, throttle: LoginThrottle): Route[] {
  return [
    publicRoute(api.requestPasswordReset, async ({ body, request }) => {
      if (!hub.mail.isSetUp) throw new HubError('mail.not-set-up');
      await throttle.countReset(request.ip ?? '', body.email);
      // Whether anybody has this address is not looked up here, so neither the answer nor its time can tell.
      await hub.mail.queue({ kind: 'password-reset', to: body.email });
      return {};
    }),
    publicRoute(api.getPasswordReset, async ({ params }) => {
      const { reset, user } = await lookAtReset(hub, params.resetToken);
      return { email: maskEmail(reset.email), codeNeeded: hasTwoFactor(user), expiresAt: reset.expiresAt.toISOString() };
    }),
    publicRoute(api.resetPassword, ({ params, body, request }) =>
      resetPassword(hub, throttle, { token: params.resetToken, ...body }, auditOrigin(request)),
    ),
    route(api.makePasswordResetLink, async ({ actor, params, request }) => {
      const { link, expiresAt } = await makeResetLink(hub, actor, toObjectId(params.agentId), auditOrigin(request));
      return { link, expiresAt: expiresAt.toISOString() };
    }),
  ];
}

/** Enough for its owner to know it again. */
function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}
