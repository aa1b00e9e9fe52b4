import type { Identity } from './customers.ts';
import { cups, draw, type Cup } from './goods.ts';
import { shopWords, type ShopLanguage, type ShopWords } from './words.ts';

/** What every page of the shop needs. */
export interface PageParts {
  language: ShopLanguage;
  /** Null: nobody is logged in. */
  identity: Identity | null;
  hubUrl: string;
  widgetKey: string;
}

/** The page at a path such as `/cups/morning` of the shop in a language; null where there is none. */
export function writePage(path: string, parts: PageParts): string | null {
  const words = shopWords[parts.language];
  const cup = cups.find(({ id }) => path === `/cups/${id}`);
  if (cup) return layOut(`${cup.name[parts.language]}`, path, parts, onePage(cup, words, parts.language));
  if (path === '/') return layOut(words.goods, path, parts, shelf(words, parts.language));
  if (path === '/delivery') return layOut(words.delivery, path, parts, delivery(words));
  if (/^\/finder(\/[a-z]+){0,3}$/.test(path)) return layOut(words.finder, '/finder', parts, finder(words, parts.language));
  return null;
}

/** The snippet as the admin's page of installation gives it: a queue for calls that come before the script, and the script. */
function snippet({ hubUrl, widgetKey }: PageParts): string {
  return `<script>window.hub=window.hub||function(){(hub.q=hub.q||[]).push(arguments)}</script>
<script async src="${hubUrl}/widget.js" data-key="${widgetKey}"></script>`;
}

function layOut(title: string, path: string, parts: PageParts, content: string): string {
  const { language, identity } = parts;
  const words = shopWords[language];
  const other = language === 'en' ? 'ru' : 'en';
  const link = (to: string, label: string) =>
    `<a href="/${language}${to}"${path.startsWith(to === '/' ? '/cups' : to) || path === to ? ' aria-current="page"' : ''}>${label}</a>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${title} · ${words.shop}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/shop.css">
${snippet(parts)}
<script type="application/json" id="identity">${JSON.stringify(identity).replaceAll('<', '\\u003c')}</script>
<script defer src="/shop.js"></script>
</head>
<body>
<header>
<a class="brand" href="/${language}/"><i></i><b>${words.shop}</b></a>
<nav>${link('/', words.goods)}${link('/delivery', words.delivery)}${link('/finder', words.finder)}</nav>
<div class="account" data-hello="${words.loggedIn}">
<span class="guest">${words.logIn} <button type="button" data-log-in="anna">${words.anna}</button><button type="button" data-log-in="ivan">${words.ivan}</button></span>
<span class="member" hidden><span></span> <button type="button" data-log-out>${words.logOut}</button></span>
<a lang="${other}" hreflang="${other}" href="/${other}${path}">${words.language}</a>
</div>
</header>
<main>${content}</main>
<footer>${words.footer}</footer>
</body>
</html>
`;
}

function shelf(words: ShopWords, language: ShopLanguage): string {
  const card = (cup: Cup) =>
    `<li><a href="/${language}/cups/${cup.id}">${draw(cup)}<b>${cup.name[language]}</b><span>${cup.price[language]}</span></a></li>`;
  return `<section class="hero"><div><p class="over">${words.slogan}</p><h1>${words.heroTitle}</h1><p>${words.heroText}</p>
<p class="acts"><a class="button" href="#cups">${words.seeAll}</a><button type="button" class="button plain" data-hub-open>${words.ask}</button></p></div>
<div class="still">${cups.slice(0, 3).map(draw).join('')}</div></section>
<ul class="shelf" id="cups">${cups.map(card).join('')}</ul>`;
}

function onePage(cup: Cup, words: ShopWords, language: ShopLanguage): string {
  return `<section class="one"><div class="still">${draw(cup)}</div><div>
<a href="/${language}/">← ${words.back}</a><h1>${cup.name[language]}</h1>
<p class="price">${cup.price[language]} · ${words.volume.replace('{{ml}}', String(cup.ml))}</p><p>${words.care}</p>
<p class="acts"><button type="button" class="button" data-hub-open>${words.askAbout}</button></p></div></section>`;
}

function delivery(words: ShopWords): string {
  return `<section class="text"><h1>${words.deliveryTitle}</h1><p>${words.deliveryText}</p><p>${words.deliveryBroken}</p><p>${words.deliveryPickUp}</p>
<p class="acts"><button type="button" class="button" data-hub-open>${words.ask}</button></p></section>`;
}

/** A part that routes by itself: each answer is a step of the address, drawn by `shop.js`. */
function finder(words: ShopWords, language: ShopLanguage): string {
  const steps = [
    { title: words.finderDrink, answers: { coffee: words.coffee, tea: words.tea, cocoa: words.cocoa } },
    { title: words.finderSize, answers: { little: words.little, much: words.much } },
    { title: words.finderGlaze, answers: { warm: words.warm, cool: words.cool } },
  ];
  const results = cups.map((cup) => ({
    drawing: draw(cup),
    name: cup.name[language],
    glaze: cup.glaze,
    ml: cup.ml,
    href: `/${language}/cups/${cup.id}`,
  }));
  const data = { root: `/${language}/finder`, steps, results, result: words.finderResult, again: words.finderAgain, look: words.toCup };
  return `<section class="text finder"><p class="over">${words.finderLead}</p><div id="finder"></div></section>
<script type="application/json" id="finder-data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
}
