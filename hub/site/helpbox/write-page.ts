import { createHash } from 'node:crypto';
import type { HelpBoxConfig } from '../../api/widget/help-box.ts';
import type { BuiltFiles } from '../built-widget.ts';
import { escapeHtml, escapeJson } from '../escape.ts';

/** A page and what it may do. */
export interface WrittenPage {
  html: string;
  policy: string;
}

const scheme = { light: 'light', dark: 'dark', auto: 'light dark' } as const;

/** The page as the browser first gets it: head, colours and language are there before any script runs. */
export function writeHelpBox(helpBox: HelpBoxConfig, { scripts, styles }: BuiltFiles, direction: 'ltr' | 'rtl'): WrittenPage {
  const { widget, title, url, words } = helpBox;
  const { look, language } = widget;
  const path = new URL(url).pathname;
  const [own = '', ...others] = scripts;
  const style = `:root{--accent:${look.colour};--on-accent:${look.onColour}}`;
  const text = escapeHtml;
  const meta = (name: string, content: string) => `<meta name="${name}" content="${text(content)}">`;
  const graph = (name: string, content: string) => `<meta property="og:${name}" content="${text(content)}">`;
  const html = `<!doctype html>
<html lang="${language}" dir="${direction}" data-theme="${look.theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<title>${text(title)}</title>
${meta('description', widget.greeting)}
${meta('theme-color', look.colour)}
${meta('color-scheme', scheme[look.theme])}
${meta('mobile-web-app-capable', 'yes')}
${meta('apple-mobile-web-app-title', title)}
${meta('referrer', 'same-origin')}
${graph('type', 'website')}
${graph('title', title)}
${graph('description', widget.greeting)}
${graph('url', url)}
${graph('image', `${url}/icon-512.png`)}
${graph('locale', language === 'ru' ? 'ru_RU' : 'en_US')}
${meta('twitter:card', 'summary')}
<link rel="canonical" href="${text(url)}">
<link rel="manifest" href="${path}/manifest.webmanifest?language=${language}">
<link rel="icon" href="${path}/icon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="${path}/icon-192.png">
<style>${style}</style>
${styles.map((file) => `<link rel="stylesheet" href="/widget/${file}">`).join('\n')}
${others.map((file) => `<link rel="modulepreload" href="/widget/${file}">`).join('\n')}
<script type="application/json" id="config">${escapeJson(helpBox)}</script>
<script type="module" src="/widget/${own}"></script>
</head>
<body>
<a class="skip" href="#chat">${text(words['skip'] ?? '')}</a>
<aside id="side"></aside>
<main id="chat" tabindex="-1"></main>
<noscript>${text(widget.title)}</noscript>
</body>
</html>
`;
  return { html, policy: policyOf(style) };
}

/** What stands where there is no page, in the reader's language. */
export function writeNotFound(language: string, words: Readonly<Record<string, string>>): WrittenPage {
  const style =
    ':root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{display:grid;place-content:center;min-height:90vh;margin:0;padding:24px;text-align:center}h1{font-size:22px;margin:0 0 8px}p{margin:0;opacity:.75}';
  const [title, hint] = [escapeHtml(words['notFound'] ?? ''), escapeHtml(words['notFoundHint'] ?? '')];
  const html = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body><main><h1>${title}</h1><p>${hint}</p></main></body>
</html>
`;
  return { html, policy: policyOf(style) };
}

/** Files and calls of our own origin only, framed by nobody. */
function policyOf(style: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
