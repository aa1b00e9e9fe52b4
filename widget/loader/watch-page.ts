import type { ToFrame } from '../bridge.ts';

/** Narrow, or a phone on its side: the chat takes the whole screen. `stage-style.ts` says the same. */
const phone = '(max-width:480px),(max-height:480px) and (pointer:coarse)';

/** Tells the page's address and title: now and whenever they change, also in a page that routes by itself. */
export function watchPage(tell: (page: Extract<ToFrame, { type: 'page' }>) => void): void {
  let last = '';
  let timer = 0;
  const look = () => {
    const page = {
      hub: 1,
      type: 'page',
      url: location.href,
      title: document.title,
      referrer: document.referrer,
      language: document.documentElement.lang || navigator.language,
      isPhone: matchMedia(phone).matches,
    } as const;
    const now = JSON.stringify(page);
    if (now !== last) tell(page);
    last = now;
  };
  // A page sets its title just after its address: both go in one message.
  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, 50);
  };
  new MutationObserver(later).observe(document.head, { childList: true, subtree: true, characterData: true });
  window.addEventListener('resize', later);
  // The page's own functions are not touched: where the browser doesn't tell of routes they are looked at.
  if ('navigation' in window) window.navigation.addEventListener('currententrychange', later);
  else setInterval(look, 1000);
  look();
}
