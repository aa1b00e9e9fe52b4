import { Router, type Request, type Response } from 'express';
import { acceptInvite as acceptInviteEndpoint } from '../../api/team/agents.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { acceptInvite, getInvite } from '../../domain/agent/invite/accept-invite.ts';
import { auditOrigin } from '../../domain/audit/record-audit.ts';
import type { LoginThrottle } from '../../domain/user/login-throttle.ts';
import { signIn } from '../../domain/user/routes.ts';
import { getWorkspace } from '../../domain/workspace/get-workspace.ts';
import { alertOf, emptyForm, inputOf, readForm, refusedForm, statusOf, type FormState } from '../form.ts';
import { html } from '../html.ts';
import { sendPage } from '../page.ts';
import { readVisit } from '../visit.ts';

/** The page behind an invite's link: takes the seat, as a new user or as an existing one. */
export function invitePage(hub: Pick<Hub, 'config' | 'facts' | 'now' | 'secrets'>, throttle: LoginThrottle): Router {
  const router = Router();

  router.get('/invite/:token', async (request, response) => {
    const invite = await getInvite(hub, request.params.token);
    await show(request, response, emptyForm({ email: invite.email ?? '' }));
  });

  router.post('/invite/:token', async (request, response) => {
    await getInvite(hub, request.params.token);
    const values = readForm(request);
    try {
      const input = acceptInviteEndpoint.body?.parse({ ...values, token: request.params.token });
      if (!input) throw new Error('accepting an invite has no body');
      const agent = await acceptInvite(hub, throttle, input, auditOrigin(request));
      await signIn(hub, agent.userId, request, response);
      response.redirect(303, '/');
    } catch (error) {
      await show(request, response, refusedForm(values, error));
    }
  });

  async function show(request: Request<{ token: string }>, response: Response, state: FormState): Promise<void> {
    const visit = readVisit(request);
    const { t } = visit;
    const invite = await getInvite(hub, request.params.token);
    const workspace = await getWorkspace(invite.workspaceId);
    const main = html`<p>${t('inviteLead', { inviter: invite.invitedBy })}</p>
      ${alertOf(state, t)}
      <form method="post" novalidate>
        ${inputOf(state, t, { name: 'name', label: t('name'), hint: t('nameHint'), autocomplete: 'name' })}
        ${inputOf(state, t, { name: 'email', label: t('email'), type: 'email', autocomplete: 'username', readonly: invite.email !== null })}
        ${inputOf(state, t, { name: 'password', label: t('password'), hint: t('passwordHint'), type: 'password', autocomplete: 'new-password' })}
        <p><small>${t('inviteExisting')}</small></p>
        <button>${t('inviteSubmit')}</button>
      </form>`;
    sendPage(response, visit, { title: t('inviteTitle', { workspace: workspace.name }), main, status: statusOf(state) });
  }
  return router;
}
