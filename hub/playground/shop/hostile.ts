import type { PageParts } from './pages.ts';
import { shopWords } from './words.ts';

type HostileParts = Omit<PageParts, 'identity'>;

/** A site that makes it as hard as sites do: see `site/hostile.css` and `site/hostile.js`. The widget is all that it lets in. */
export function writeHostilePage({ language, hubUrl, widgetKey }: HostileParts): string {
  const words = shopWords[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.hostileTitle}</title>
<script src="/hostile.js"></script>
<script async src="${hubUrl}/widget.js" data-key="${widgetKey}"></script>
<link rel="stylesheet" href="/hostile.css">
</head>
<body>
<h1>${words.hostileTitle}</h1>
<p>${words.hostileText}</p>
<p><button type="button" data-hub-open>${words.ask}</button></p>
<p id="other-hub" data-words="${words.hostileHub}"></p>
</body>
</html>
`;
}

/** Its policy: nothing at all but its own two files, the hub's script and the hub's frame. */
export function hostilePolicy(hubUrl: string): string {
  return `default-src 'none'; script-src 'self' ${hubUrl}; style-src 'self'; frame-src ${hubUrl}; base-uri 'none'; form-action 'none'`;
}
