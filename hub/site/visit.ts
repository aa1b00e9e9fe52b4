import { parseCookie } from 'cookie';
import type { Request, RequestHandler, Response } from 'express';
import { language, type Language } from '../api/fields.ts';
import { translator, type Translate } from './texts.ts';

const languageCookie = 'hub_language';

/** How a page is shown to whoever asks for it. */
export interface Visit {
  language: Language;
  t: Translate;
  /** The same page in the other language. */
  otherLanguageUrl: string;
}

/** The language chosen with the switch, else the browser's own. */
export function readVisit(request: Request): Visit {
  const chosen = language.safeParse(parseCookie(request.headers.cookie ?? '')[languageCookie]);
  const accepted = language.safeParse(request.acceptsLanguages(language.options));
  const current = chosen.data ?? accepted.data ?? 'en';
  const url = new URL(request.originalUrl, 'http://page');
  url.searchParams.set('lang', current === 'en' ? 'ru' : 'en');
  return { language: current, t: translator(current), otherLanguageUrl: `${url.pathname}${url.search}` };
}

/** `?lang=ru` is the switch: remembered, then taken out of the address. */
export const switchLanguage: RequestHandler = (request, response: Response, next) => {
  const wanted = language.safeParse(request.query.lang);
  if (request.method !== 'GET' || !wanted.success) {
    next();
    return;
  }
  const url = new URL(request.originalUrl, 'http://page');
  url.searchParams.delete('lang');
  response.cookie(languageCookie, wanted.data, { sameSite: 'lax', httpOnly: true, maxAge: 31_536_000_000, secure: request.secure });
  // A path that begins with two slashes would be another host.
  response.redirect(303, `${url.pathname.replace(/^\/+/, '/')}${url.search}`);
};
