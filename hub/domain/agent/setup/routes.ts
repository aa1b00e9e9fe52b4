import { getAuthOptions } from '../../../api/team/sessions.ts';
import { checkSetupLink, createWorkspace, setUp } from '../../../api/team/users.ts';
import { language } from '../../../api/fields.ts';
import { HubError, isHubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { publicRoute, userRoute, type Route } from '../../../core/route.ts';
import { auditOrigin } from '../../audit/record-audit.ts';
import { signIn } from '../../user/routes.ts';
import { hasTwoFactor } from '../../user/two-factor/use-code.ts';
import { hasOwner } from '../get-agent.ts';
import { createOwnWorkspace } from './create-own-workspace.ts';
import { setUpWorkspace } from './set-up-workspace.ts';
import { checkSetupToken, claimSetupToken } from './setup-link.ts';

/** Routes of the first setup, of what the login page may offer, and of further workspaces. */
export function setupRoutes(hub: Pick<Hub, 'config' | 'mail' | 'now'>): Route[] {
  return [
    publicRoute(getAuthOptions, async () => ({
      needsSetup: !(await hasOwner()),
      passwordResetByMail: hub.mail.isSetUp,
      languages: language.options,
    })),
    publicRoute(checkSetupLink, async ({ params }) => {
      try {
        await checkSetupToken(params.setupToken);
      } catch (error) {
        if (isHubError(error, 'setup.done')) throw new HubError('setup.link-invalid', { isDone: true }, { cause: error });
        if (isHubError(error, 'setup.link-invalid')) throw new HubError('setup.link-invalid', { isDone: false }, { cause: error });
        throw error;
      }
      return { isValid: true as const };
    }),
    publicRoute(setUp, async ({ body: { token, ...input }, request, response }) => {
      await claimSetupToken(token);
      const { workspace, user, agent } = await setUpWorkspace(hub, input, auditOrigin(request));
      // A password alone opens no session of a user with a second factor, whatever it was given for.
      if (!hasTwoFactor(user)) await signIn(hub, user._id, request, response);
      return {
        workspaceId: workspace._id.toHexString(),
        agentId: agent._id.toHexString(),
        userId: user._id.toHexString(),
        widgetKey: workspace.widgetKey,
      };
    }),
    userRoute(createWorkspace, async ({ actor, body, request }) => {
      const agent = await createOwnWorkspace(hub, actor.userId, body, auditOrigin(request));
      return { workspaceId: agent.workspaceId.toHexString(), agentId: agent._id.toHexString() };
    }),
  ];
}
