import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';
import helmet from 'helmet';
import type { Config } from '../config.ts';
import { HubError } from '../core/error.ts';
import { sendCompressed } from './compressed.ts';

/** The built admin: beside the compiled hub, or where `npm start` builds it. */
const folder = fileURLToPath(new URL(import.meta.url.endsWith('.js') ? '../../admin' : '../../.build/admin', import.meta.url));
const yearMs = 365 * 86_400_000;

/** The web admin under /admin: its files, and its one page for every address below, since the page does its own routing. */
export function adminRouter(config: Pick<Config, 'PLAYGROUND'>): Router {
  const router = Router();
  router.use('/admin', (_request, response, next) => {
    // Framed by nobody, but by the playground's page on this machine.
    if (config.PLAYGROUND) response.removeHeader('X-Frame-Options');
    next();
  });
  router.use('/admin', adminPolicy(config.PLAYGROUND ? ['http://localhost:*', 'http://127.0.0.1:*'] : ["'none'"]));
  // Their names change with their content.
  router.use('/admin/assets', sendCompressed(`${folder}/assets`, `public, max-age=${yearMs / 1000}, immutable`));
  router.use(
    '/admin/assets',
    express.static(`${folder}/assets`, { immutable: true, maxAge: yearMs, fallthrough: true, dotfiles: 'allow' }),
  );
  router.use('/admin/assets', () => {
    throw new HubError('route.unknown');
  });
  router.use('/admin', sendCompressed(folder, 'no-cache'));
  router.use(
    '/admin',
    express.static(folder, {
      index: false,
      redirect: false,
      dotfiles: 'allow',
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  const pages = ['/admin', '/admin/{*path}'];
  router.get(pages, sendCompressed(folder, 'no-cache', '/index.html'));
  router.get(pages, (_request, response) => {
    if (!existsSync(`${folder}/index.html`)) {
      response.status(503).type('text').send('The web admin is not built: run `npm run build:admin`, or start the hub with `npm start`.\n');
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile('index.html', { root: folder, dotfiles: 'allow' });
  });
  return router;
}

/** What the page may do: scripts, styles and calls of our own origin only. Styles may stand on elements, as positions of menus do. */
function adminPolicy(frameAncestors: string[]) {
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      mediaSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      // The preview of the widget.
      frameSrc: ["'self'"],
      workerSrc: ["'self'"],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors,
    },
  });
}
