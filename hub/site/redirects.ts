import { Router, type Request } from 'express';

/** Addresses that people get in links and type by heart, and where in the web admin they lead. Links stay short and say nothing of the admin's own paths. */
export function redirectRouter(): Router {
  const router = Router();
  router.get('/', (_request, response) => response.redirect(302, '/admin/'));
  router.get('/login', (_request, response) => response.redirect(302, '/admin/login'));
  router.get('/setup', (request, response) => response.redirect(302, withToken('/admin/setup', request.query['token'])));
  router.get('/invite/:token', (request: Request<{ token: string }>, response) =>
    response.redirect(302, withToken('/admin/invite', request.params.token)),
  );
  router.get('/reset/:token', (request: Request<{ token: string }>, response) =>
    response.redirect(302, withToken('/admin/reset', request.params.token)),
  );
  return router;
}

function withToken(path: string, token: unknown): string {
  return typeof token === 'string' ? `${path}?token=${encodeURIComponent(token)}` : path;
}
