import type { ToFrame, ToLoader } from '../bridge.ts';

type Handlers = { [Type in ToFrame['type']]: (message: Extract<ToFrame, { type: Type }>) => void };

/** Hears the page that embeds this frame, and it alone, and speaks to its exact origin. Returns how to tell it; what is told before it spoke waits. */
export function connectPage(handlers: Handlers): (message: ToLoader) => void {
  let origin: string | null = null;
  let waiting: ToLoader[] = [];
  window.addEventListener('message', ({ source, origin: from, data }: MessageEvent<ToFrame | null>) => {
    if (window.parent === window || source !== window.parent || data?.hub !== 1) return;
    // Who embeds us doesn't change; the policy of this page says who may.
    if (from === 'null' || (origin ??= from) !== from) return;
    for (const message of waiting) window.parent.postMessage(message, origin);
    waiting = [];
    const handle = handlers[data.type] as ((message: ToFrame) => void) | undefined;
    handle?.(data);
  });
  return (message) => {
    if (origin === null) waiting.push(message);
    else window.parent.postMessage(message, origin);
  };
}
