import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { HelpBoxConfig } from '../../api/widget/help-box.ts';
import { directionOf } from '../direction.ts';
import { builtFiles, builtWidget, notBuilt } from '../built-widget.ts';
import { sendPage } from '../compressed.ts';
import { drawPngIcon, drawSvgIcon, type Picture } from './draw-icon.ts';
import { writeHelpBox, writeNotFound } from './write-page.ts';

/** A page and its picture. */
export interface HelpBox {
  page: HelpBoxConfig;
  /** The picture of its owner; null: the icon is drawn. */
  picture: () => Promise<Picture | null>;
}

/** What the router asks the hub for. */
export interface HelpBoxParts {
  /** Finds a page by its widget's public key, in a language such as `ru-RU`; null when there is none, or it is off. */
  read: (widgetKey: string, language: string | undefined) => Promise<HelpBox | null>;
  words: Readonly<Record<'en' | 'ru', Readonly<Record<string, string>>>>;
}

const query = z.object({ language: z.string().max(35).optional().catch(undefined) });
const entry = 'page/main.ts';
const hourSeconds = 3600;

/** The chat as a page of its own: the page, what makes it an app, and its worker; nothing of it is there while its owner has it off. */
export function helpBoxRouter({ read, words }: HelpBoxParts): Router {
  const router = Router();
  const serve = (path: string, answer: (box: HelpBox, request: Request, response: Response) => Promise<void> | void) =>
    router.get(`/helpbox/:widgetKey${path}`, async (request: Request<{ widgetKey: string }>, response) => {
      const language = languageOf(request);
      const box = await read(request.params.widgetKey, language);
      if (box) return answer(box, request, response);
      const spoken = language?.toLowerCase().startsWith('ru') ? 'ru' : 'en';
      const { html, policy } = writeNotFound(spoken, words[spoken]);
      response.status(404).set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' });
      return sendPage(request, response, html);
    });

  serve('', async ({ page }, request, response) => {
    const files = await builtFiles(entry);
    if (!files) return notBuilt(response);
    const { html, policy } = writeHelpBox(page, files, directionOf(query.parse(request.query).language));
    response.set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-cache', Vary: 'Accept-Language' });
    await sendPage(request, response, html);
  });
  serve('/manifest.webmanifest', ({ page }, _request, response) => {
    response
      .set('Cache-Control', 'no-cache')
      .type('application/manifest+json')
      .send(JSON.stringify(manifestOf(page)));
  });
  serve('/icon.svg', async ({ page, picture }, _request, response) => {
    // A picture is shown as one only: an SVG that is opened as a page of ours could run nothing.
    response.set({ 'Cache-Control': `public, max-age=${hourSeconds}`, 'Content-Security-Policy': "default-src 'none'; img-src data:" });
    response.type('svg').send(drawSvgIcon(page.widget.look, await picture()));
  });
  for (const size of [192, 512]) {
    serve(`/icon-${size}.png`, async ({ page, picture }, _request, response) => {
      response.set('Cache-Control', `public, max-age=${hourSeconds}`).type('png');
      response.send(drawPngIcon(page.widget.look, size, await picture()));
    });
  }
  serve('/worker.js', ({ page }, _request, response) => {
    // It stands below the page that it is to serve.
    response.set({
      'Service-Worker-Allowed': new URL(page.url).pathname,
      'Cache-Control': 'no-cache',
      // A worker goes by its own policy, not by the page's.
      'Content-Security-Policy': "default-src 'none'; connect-src 'self'",
    });
    response
      .type('text/javascript')
      .sendFile('helpbox-worker.js', { root: builtWidget, dotfiles: 'allow', cacheControl: false }, (error) => {
        if (error && !response.headersSent) notBuilt(response);
      });
  });
  return router;
}

function languageOf(request: Request): string | undefined {
  return query.parse(request.query).language ?? (request.acceptsLanguages('en', 'ru') || undefined);
}

function manifestOf({ title, url, widget }: HelpBoxConfig) {
  const { pathname } = new URL(url);
  const { look, language, greeting } = widget;
  const png = (size: number) => ({
    src: `${pathname}/icon-${size}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose: 'any maskable',
  });
  return {
    id: pathname,
    name: title,
    short_name: title.slice(0, 30),
    description: greeting,
    lang: language,
    start_url: pathname,
    scope: pathname,
    display: 'standalone',
    theme_color: look.colour,
    background_color: look.theme === 'dark' ? '#1a1d22' : '#ffffff',
    icons: [{ src: `${pathname}/icon.svg`, sizes: 'any', type: 'image/svg+xml' }, png(192), png(512)],
  };
}
