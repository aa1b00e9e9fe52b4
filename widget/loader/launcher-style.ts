/** The launcher by itself; all in px: the page's root size is the page's. `all` on the host, and marked important: no style of the page gets in. */
const css = `:host{all:initial!important;display:block!important;position:fixed!important;z-index:2147483000!important}
div{position:fixed;bottom:20px;right:20px}
.left{right:auto;left:20px}
button{all:unset;position:relative;display:flex;align-items:center;gap:8px;box-sizing:border-box;min-width:56px;height:56px;border-radius:28px;padding:0 14px;color:var(--on,#fff);background:var(--colour);font:600 15px system-ui,sans-serif;cursor:pointer;box-shadow:0 2px 16px #0004}
button:focus-visible{outline:3px solid var(--colour);outline-offset:3px}
[hidden]{display:none}
button::before{content:"";width:28px;height:28px;background:var(--on,#fff);clip-path:path("M14 3c6 0 11 4 11 10s-5 10-11 10l-4-.5L5 25l1-5C4 18 3 16 3 13 3 7 8 3 14 3Z")}
iframe{position:fixed;border:0;visibility:hidden}`;

/** Its styles; made by script, which a page's policy on styles lets be. */
export function styleSheet(text = css): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
