import * as api from '../../../api/team/two-factor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { userRoute, type Route } from '../../../core/route.ts';
import { auditOrigin } from '../../audit/record-audit.ts';
import { countingGuess } from '../login-throttle.ts';
import { presentUser } from '../present.ts';
import type { UserPorts } from '../ports.ts';
import { confirmTwoFactor, endTwoFactor, renewRecoveryCodes, startTwoFactor } from './switch.ts';

/** Routes of the signed-in user's second factor. Passwords and codes are guessed here no faster than at the login. */
export function twoFactorRoutes(
  hub: Pick<Hub, 'now' | 'secrets'>,
  { throttle, auditUser }: Pick<UserPorts, 'throttle' | 'auditUser'>,
): Route[] {
  return [
    userRoute(api.startTwoFactor, ({ actor, body, request }) =>
      countingGuess(throttle, { ip: request.ip ?? '', userId: actor.userId.toHexString() }, () =>
        startTwoFactor(hub, actor, body.currentPassword),
      ),
    ),
    userRoute(api.confirmTwoFactor, async ({ actor, body, request }) => {
      const recoveryCodes = await confirmTwoFactor(hub, throttle, actor, body.code);
      await auditUser(actor.userId, { action: 'user.two-factor-on', origin: auditOrigin(request) });
      return { recoveryCodes };
    }),
    userRoute(api.endTwoFactor, ({ actor, body, request }) =>
      countingGuess(throttle, { ip: request.ip ?? '', userId: actor.userId.toHexString() }, async () => {
        const user = await endTwoFactor(hub, throttle, actor, body);
        await auditUser(actor.userId, { action: 'user.two-factor-off', origin: auditOrigin(request) });
        return presentUser(user);
      }),
    ),
    userRoute(api.renewRecoveryCodes, async ({ actor, body }) => ({
      recoveryCodes: await renewRecoveryCodes(hub, throttle, actor, body.code),
    })),
  ];
}
