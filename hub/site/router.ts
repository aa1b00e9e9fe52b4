import { fileURLToPath } from 'node:url';
import express, { Router, type ErrorRequestHandler } from 'express';
import helmet from 'helmet';
import { HubError, isHubError } from '../core/error.ts';
import type { Hub } from '../core/parts/hub.ts';
import { isDatabaseAway } from '../database/is-database-away.ts';
import { refuseForeignOrigin } from '../domain/user/foreign-origin.ts';
import { requestIdOf } from '../domain/audit/request-id.ts';
import type { LoginThrottle } from '../domain/user/login-throttle.ts';
import { html } from './html.ts';
import { sendPage } from './page.ts';
import { homePage, type ListChannels } from './pages/home.ts';
import { invitePage } from './pages/invite.ts';
import { loginPage } from './pages/login.ts';
import { setupPage } from './pages/setup.ts';
import { isTextKey } from './texts.ts';
import { readVisit, switchLanguage } from './visit.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** What the pages need that is made elsewhere. */
export interface SiteParts {
  /** The one the API has. */
  throttle: LoginThrottle;
  listChannels: ListChannels;
}

/** The hub's own small pages: setup, invite, login and what to do next. Plain forms, no script, in English and Russian. */
export function siteRouter(hub: Pick<Hub, 'config' | 'facts' | 'now' | 'secrets'>, { throttle, listChannels }: SiteParts): Router {
  const pages = Router();
  pages.use(pagePolicy(), switchLanguage);
  pages.use((request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    if (request.method !== 'GET' && request.method !== 'HEAD') refuseForeignOrigin(hub.config, request);
    next();
  });
  pages.use(express.urlencoded({ extended: false, limit: '20kb' }));
  pages.use(setupPage(hub), invitePage(hub, throttle), loginPage(hub, throttle), homePage(hub, listChannels));
  pages.use(showError);

  const router = Router();
  for (const file of ['site.css', 'icon.svg']) {
    router.get(`/site/${file}`, (_request, response) => {
      // With a root, since without one a dot-folder above (.build) would count as hidden.
      response.sendFile(file, { root: folder, maxAge: 3_600_000 });
    });
  }
  router.use(['/setup', '/invite', '/login', '/logout', '/'].map(exactly), pages);
  return router;
}

/** Pages under these paths and nothing else: what others mount later keeps its own policy. */
function exactly(path: string): RegExp {
  return path === '/' ? /^\/$/ : new RegExp(`^(?=${path}(/|$))`);
}

/** What a page of ours may do: styles and forms of our own origin, and no script at all. */
function pagePolicy() {
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  });
}

const showError: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const visit = readVisit(request);
  const { t } = visit;
  const known = isHubError(error) ? error : new HubError(isDatabaseAway(error) ? 'database.away' : 'hub.failed', {}, { cause: error });
  if (known.status >= 500) request.log.error({ err: error, code: known.code }, 'a page failed');
  const main = html`<p class="alert" role="alert">${t(isTextKey(known.code) ? known.code : 'hub.failed')}</p>
    ${known.status >= 500 && html`<p><code>${requestIdOf(request)}</code></p>`}
    <p><a href="/login">${t('toLogin')}</a></p>`;
  sendPage(response, visit, { title: t('errorTitle'), main, status: known.status });
};
