import { Router, type Request, type Response } from 'express';
import { logIn as logInEndpoint } from '../../api/team/sessions.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { hasOwner } from '../../domain/agent/get-agent.ts';
import { logIn } from '../../domain/user/log-in.ts';
import type { LoginThrottle } from '../../domain/user/login-throttle.ts';
import { signIn } from '../../domain/user/routes.ts';
import { clearSessionCookie, readSessionCookie } from '../../domain/user/session-cookie.ts';
import { endSession, getSession } from '../../domain/user/session.ts';
import { alertOf, emptyForm, inputOf, readForm, refusedForm, statusOf, type FormState } from '../form.ts';
import { html } from '../html.ts';
import { sendPage } from '../page.ts';
import { readVisit } from '../visit.ts';

/** The login page, and the way out. */
export function loginPage(hub: Pick<Hub, 'config' | 'now' | 'secrets'>, throttle: LoginThrottle): Router {
  const router = Router();

  router.get('/login', async (request, response) => {
    await show(request, response, emptyForm());
  });

  router.post('/login', async (request, response) => {
    const values = readForm(request);
    try {
      const credentials = logInEndpoint.body?.parse(values);
      if (!credentials) throw new Error('logging in has no body');
      const user = await logIn(hub, throttle, request.ip ?? '', credentials);
      await signIn(hub, user._id, request, response);
      response.redirect(303, '/');
    } catch (error) {
      await show(request, response, refusedForm(values, error));
    }
  });

  router.post('/logout', async (request, response) => {
    const token = readSessionCookie(hub.config, request);
    clearSessionCookie(hub.config, request, response);
    if (token !== null) {
      const { userId, sessionId } = await getSession(hub, token);
      await endSession(userId, sessionId);
    }
    response.redirect(303, '/login');
  });
  return router;
}

async function show(request: Request, response: Response, state: FormState): Promise<void> {
  const visit = readVisit(request);
  const { t } = visit;
  const main = html`${!(await hasOwner()) && html`<p class="alert">${t('noOwner')}</p>`} ${alertOf(state, t)}
    <form method="post" novalidate>
      ${inputOf(state, t, { name: 'email', label: t('email'), type: 'email', autocomplete: 'username' })}
      ${inputOf(state, t, { name: 'password', label: t('password'), type: 'password', autocomplete: 'current-password' })}
      <button>${t('loginSubmit')}</button>
    </form>`;
  sendPage(response, visit, { title: t('loginTitle'), main, status: statusOf(state) });
}
