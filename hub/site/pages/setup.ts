import { language } from '../../api/fields.ts';
import { setupInput } from '../../api/team/users.ts';
import { auditOrigin } from '../../domain/audit/record-audit.ts';
import { setUpWorkspace } from '../../domain/agent/setup/set-up-workspace.ts';
import { checkSetupToken, claimSetupToken } from '../../domain/agent/setup/setup-link.ts';
import { signIn } from '../../domain/user/routes.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { Router, type Request, type Response } from 'express';
import { alertOf, emptyForm, inputOf, readForm, refusedForm, statusOf, type FormState } from '../form.ts';
import { html, type Html } from '../html.ts';
import { sendPage } from '../page.ts';
import { readVisit, type Visit } from '../visit.ts';

/** The page behind the one-time setup link: makes the first workspace and its owner. */
export function setupPage(hub: Pick<Hub, 'config' | 'now'>): Router {
  const router = Router();

  router.get('/setup', async (request, response) => {
    await checkSetupToken(tokenOf(request));
    show(
      request,
      response,
      emptyForm({ timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone, language: readVisit(request).language }),
    );
  });

  router.post('/setup', async (request, response) => {
    const token = tokenOf(request);
    await checkSetupToken(token);
    const values = readForm(request);
    try {
      const input = setupInput.parse(values);
      await claimSetupToken(token);
      const { user } = await setUpWorkspace(hub, input, auditOrigin(request));
      await signIn(hub, user._id, request, response);
      response.redirect(303, '/');
    } catch (error) {
      show(request, response, refusedForm(values, error));
    }
  });
  return router;
}

function tokenOf(request: Request): string {
  return typeof request.query.token === 'string' ? request.query.token : '';
}

function show(request: Request, response: Response, state: FormState): void {
  const visit = readVisit(request);
  sendPage(response, visit, { title: visit.t('setupTitle'), main: form(state, visit), status: statusOf(state) });
}

function form(state: FormState, { t }: Visit): Html {
  return html`<p>${t('setupLead')}</p>
    ${alertOf(state, t)}
    <form method="post" novalidate>
      ${inputOf(state, t, { name: 'workspaceName', label: t('workspaceName'), hint: t('workspaceHint'), autocomplete: 'organization' })}
      ${inputOf(state, t, { name: 'name', label: t('name'), hint: t('nameHint'), autocomplete: 'name' })}
      ${inputOf(state, t, { name: 'email', label: t('email'), type: 'email', autocomplete: 'username' })}
      ${inputOf(state, t, { name: 'password', label: t('password'), hint: t('passwordHint'), type: 'password', autocomplete: 'new-password' })}
      <p class="field">
        <label for="timeZone">${t('timeZone')}</label>
        <select id="timeZone" name="timeZone">
          ${timeZones(state.values.timeZone ?? 'UTC')}
        </select>
      </p>
      <p class="field">
        <label for="language">${t('language')}</label>
        <select id="language" name="language">
          ${language.options.map((code) => option(code, code === 'en' ? 'English' : 'Русский', state.values.language === code))}
        </select>
      </p>
      <button>${t('setupSubmit')}</button>
    </form>`;
}

function timeZones(selected: string): Html[] {
  const zones = new Set(['UTC', selected, ...Intl.supportedValuesOf('timeZone')]);
  return [...zones].map((zone) => option(zone, zone.replaceAll('_', ' '), zone === selected));
}

function option(value: string, label: string, isSelected: boolean): Html {
  return html`<option value="${value}" ${isSelected && html`selected`}>${label}</option>`;
}
