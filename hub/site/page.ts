import type { Response } from 'express';
import { html, type Html } from './html.ts';
import type { Visit } from './visit.ts';

/** Answers with a whole page around its main part. */
export function sendPage(response: Response, visit: Visit, page: { title: string; main: Html; status?: number }): void {
  const { language, t, otherLanguageUrl } = visit;
  const other = language === 'en' ? 'ru' : 'en';
  const whole = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} · Hubbub</title>
        <link rel="icon" type="image/svg+xml" href="/site/icon.svg" />
        <link rel="stylesheet" href="/site/site.css" />
      </head>
      <body>
        <header>
          <a class="brand" href="/">Hubbub</a>
          <a lang="${other}" hreflang="${other}" href="${otherLanguageUrl}" rel="nofollow">${t('otherLanguage')}</a>
        </header>
        <main>
          <h1>${page.title}</h1>
          ${page.main}
        </main>
      </body>
    </html>`;
  response
    .status(page.status ?? 200)
    .type('html')
    .send(whole.markup);
}
