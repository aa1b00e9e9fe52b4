import { Router } from 'express';

/** What must work before traffic is sent here: each tells whether it does. */
export interface Readiness {
  database: () => Promise<boolean>;
  jobs: () => Promise<boolean>;
}

/** `/healthz`: the process answers. `/readyz`: what it needs works too, else 503 with what does not. */
export function healthRouter(readiness: Readiness): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const [database, jobs] = await Promise.all([readiness.database(), readiness.jobs()]);
    response.status(database && jobs ? 200 : 503).json({ status: database && jobs ? 'ok' : 'not ready', database, jobs });
  });
  return router;
}
