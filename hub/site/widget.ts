import express, { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import type { WidgetConfig } from '../api/widget/views.ts';
import { HubError } from '../core/error.ts';
import { builtFiles, builtWidget, notBuilt, type BuiltFiles } from './built-widget.ts';
import { sendCompressed, sendPage } from './compressed.ts';
import { directionOf } from './direction.ts';
import { escapeHtml, escapeJson } from './escape.ts';

const yearMs = 365 * 86_400_000;
/** Of what keeps its name when it changes. */
const aWhile = 'public, max-age=300, stale-while-revalidate=86400';
const entry = 'frame/main.ts';

const query = z.object({ language: z.string().max(35).optional().catch(undefined) });

/** What the frame of a widget is made from. */
export interface FrameOf {
  config: WidgetConfig;
  /** Hosts that may embed it; empty: any. */
  allowedDomains: readonly string[];
}

/** Finds a widget by its public key and describes it in a language such as `ru-RU`; null when there is none. */
export type ReadFrame = (widgetKey: string, language: string | undefined) => Promise<FrameOf | null>;

/** The site widget: its loader and the types of its calls for any page, its frame for the pages that may embed it, its files. */
export function widgetRouter(readFrame: ReadFrame): Router {
  const router = Router();
  router.use(['/widget.js', '/widget.d.ts', '/widget'], forEverybody);
  router.get('/widget.js', sendCompressed(builtWidget, aWhile), sendBuilt('widget.js', 'text/javascript'));
  router.get('/widget.d.ts', sendBuilt('widget.d.ts', 'application/typescript'));
  router.get('/widget/frame/:widgetKey', async (request, response) => {
    const { language } = query.parse(request.query);
    const frame = await readFrame(request.params.widgetKey, language);
    if (!frame) throw new HubError('route.unknown');
    const files = await builtFiles(entry);
    if (!files) return notBuilt(response);
    response.removeHeader('X-Frame-Options');
    response.set({ 'Content-Security-Policy': policyOf(frame.allowedDomains), 'Cache-Control': 'no-cache' });
    await sendPage(request, response, writeFrame(frame.config, files, directionOf(language)));
  });
  // Their names change with their content.
  router.use('/widget/assets', sendCompressed(`${builtWidget}/assets`, `public, max-age=${yearMs / 1000}, immutable`));
  router.use('/widget/assets', express.static(`${builtWidget}/assets`, { immutable: true, maxAge: yearMs, dotfiles: 'allow' }));
  return router;
}

/** Pages of any origin may load it, also those that isolate themselves. */
const forEverybody: RequestHandler = (_request, response, next) => {
  response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
  next();
};

function sendBuilt(name: string, type: string): RequestHandler {
  return (_request, response, next) => {
    response.set({ 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': aWhile });
    response.sendFile(name, { root: builtWidget, dotfiles: 'allow', cacheControl: false }, (error) => {
      if (!error || response.headersSent) return;
      if ('code' in error && error.code === 'ENOENT') notBuilt(response);
      else next(error);
    });
  };
}

/** The words are of the config's language; which way it is laid out, the page around it decides by its own. */
function writeFrame(config: WidgetConfig, { scripts, styles }: BuiltFiles, direction: 'ltr' | 'rtl'): string {
  const [own = '', ...others] = scripts;
  return `<!doctype html>
<html lang="${escapeHtml(config.language)}" dir="${direction}" data-theme="${escapeHtml(config.look.theme)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${escapeHtml(config.title)}</title>
${styles.map((file) => `<link rel="stylesheet" href="/widget/${file}">`).join('\n')}
${others.map((file) => `<link rel="modulepreload" href="/widget/${file}">`).join('\n')}
<script type="application/json" id="config">${escapeJson(config)}</script>
<script type="module" src="/widget/${own}"></script>
</head>
<body>
<main id="chat" hidden></main>
</body>
</html>
`;
}

/** What the frame may do: files and calls of our own origin only; and who may embed it. */
function policyOf(allowedDomains: readonly string[]): string {
  const ancestors =
    allowedDomains.length === 0 ? ['*'] : ["'self'", ...allowedDomains.flatMap((domain) => [`https://${domain}`, `http://${domain}`])];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors.join(' ')}`,
  ].join('; ');
}
