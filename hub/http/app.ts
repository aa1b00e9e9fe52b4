import express, { type Express, type Router } from 'express';
import { Registry } from 'prom-client';
import { HubError } from '../core/error.ts';
import type { Hub } from '../core/parts/hub.ts';
import type { Route } from '../core/route.ts';
import { widgetApiRoot } from '../api/widget/calls.ts';
import type { AuthHub } from './auth/find-caller.ts';
import { answerError } from './answer-error.ts';
import { answerPreflight } from './preflight.ts';
import { healthRouter, type Readiness } from './health.ts';
import { measureRequests, metricsRouter } from './metrics.ts';
import { mountRoutes } from './mount-routes.ts';
import { createOpenApiDocument } from './openapi-document.ts';
import { requestLog } from './request-log.ts';
import { noStore, securityHeaders } from './security-headers.ts';
import { createWriteLimit, type WriteLimits } from './write-limit.ts';

/** What is served. */
export interface HttpParts {
  routes: readonly Route[];
  /** Of sites' visitors, below a root of their own. */
  visitorRoutes?: readonly Route[];
  readiness: Readiness;
  /** Providers' webhooks: mounted before any body is parsed, and not limited. Its paths start with /webhooks. */
  webhooks?: Router;
  /** Pages and files: setup, login, later the admin. */
  site?: Router;
  /** Prometheus metrics of other parts are registered here. */
  registry?: Registry;
  writeLimits?: WriteLimits;
}

/** The hub's HTTP application; `listen` gives it a port. */
export function createHttpApp(hub: AuthHub & Pick<Hub, 'log'>, parts: HttpParts): Express {
  const { routes, visitorRoutes = [], readiness, webhooks, site, registry = new Registry(), writeLimits } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', hub.config.TRUST_PROXY);
  app.set('etag', false);

  app.use(requestLog(hub.log), measureRequests(registry), securityHeaders());
  app.use(healthRouter(readiness), metricsRouter(hub.config, registry));
  if (webhooks) app.use(webhooks);
  app.use('/api', noStore);
  const endpointsOf = (given: readonly Route[]) => given.map(({ endpoint }) => endpoint);
  const document = createOpenApiDocument(endpointsOf(routes), endpointsOf(visitorRoutes));
  app.get('/api/openapi.json', (_request, response) => {
    response.json(document);
  });
  app.use(
    widgetApiRoot,
    answerPreflight,
    mountRoutes(hub, visitorRoutes, () => Promise.resolve()),
  );
  app.use('/api/v1', mountRoutes(hub, routes, createWriteLimit(writeLimits)));
  app.use('/api', () => {
    throw new HubError('route.unknown');
  });
  if (site) app.use(site);
  app.use(() => {
    throw new HubError('route.unknown');
  });
  app.use(answerError);
  return app;
}
