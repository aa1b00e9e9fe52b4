import type { ToFrame, ToLoader } from '../bridge.ts';
import { createStage, type Stage } from './stage.ts';
import { watchPage } from './watch-page.ts';

type Listener = (value: unknown) => void;
/** A call of `hub(...)` as the queue keeps it. */
type Call = ArrayLike<unknown>;

const loaded = 'hubLoaded';

/** Reads the tag, answers `window.hub` and mounts the frame when its time has come. A second script on the page does nothing but warn. */
export function startLoader(script: HTMLScriptElement, key: string): void {
  if (loaded in window) {
    console.warn('hub: the widget is on this page already');
    return;
  }
  Reflect.set(window, loaded, true);

  const { load, consent, color, position, label = '' } = script.dataset;
  const { origin } = new URL(script.src);
  const listeners: Partial<Record<string, Listener[]>> = { unread: [], message: [] };
  let isConsented = consent !== 'required';
  let unread = 0;
  let isForced: unknown;
  let stage: Stage | undefined;
  /** What waits for the frame. */
  let waiting: ToFrame[] = [];

  const post = (message: ToFrame) => {
    if (!stage?.post(message)) waiting.push(message);
  };
  const ensure = (): Stage => {
    if (stage) return stage;
    const made = createStage({
      origin,
      address: `${origin}/widget/frame/${key}?language=${document.documentElement.lang || navigator.language}`,
      onHear: hear,
      onReady() {
        // Who it is comes before where they are: the session begins with the page, and with the right visitor at once.
        for (const message of waiting) made.post(message);
        waiting = [];
        watchPage(made.post);
      },
    });
    made.button.onclick = commands.toggle;
    made.button.onpointerenter = made.button.onfocus = () => {
      made.mount();
      made.post({ hub: 1, type: 'prepare' });
    };
    return (stage = made);
  };
  const mount = () => {
    if (isConsented) ensure().mount();
  };
  const begin = () => {
    if (load === 'interaction') {
      const { box, button, draw } = ensure();
      box.style.setProperty('--colour', color ?? '#1f6feb');
      box.className = position ?? '';
      draw(label || 'Chat', label, label || 'Chat');
      button.hidden = isForced === false;
    } else if (load !== 'manual') whenIdle(mount);
  };
  const show = (isShown: boolean) => {
    isForced = isShown;
    if (stage) stage.button.hidden = !isShown;
  };
  const hear = (message: ToLoader) => {
    const { type } = message;
    if (type === 'launcher' && stage) stage.button.hidden = !(isForced ?? message.isShown);
    if (type === 'refused') console.warn(`hub: ${message.code}`);
    if (type === 'gone' && !isConsented) {
      stage?.host.remove();
      stage = undefined;
    }
    if (!('value' in message)) return;
    if (type === 'unread') unread = message.value;
    for (const listener of listeners[type] ?? []) listener(message.value);
  };

  const commands = {
    open() {
      if (!isConsented) return;
      mount();
      stage?.expect();
      post({ hub: 1, type: 'open' });
    },
    close: () => stage?.post({ hub: 1, type: 'close' }),
    toggle: () => (stage?.isOpen() ? commands.close() : commands.open()),
    show() {
      show(true);
      mount();
    },
    hide: () => show(false),
    onUnread(listener: Listener) {
      listeners['unread']?.push(listener);
      listener(unread);
    },
    onMessage: (listener: Listener) => listeners['message']?.push(listener),
    consent(isGiven: boolean) {
      if (isGiven === isConsented) return;
      isConsented = isGiven;
      if (isGiven) begin();
      else commands.logout();
    },
    logout() {
      // Before the frame is there it waits, as the first thing the frame hears.
      waiting = [];
      post({ hub: 1, type: 'logout', first: !isConsented });
    },
  };
  const run = ([name, first, second]: Call & Iterable<unknown>) => {
    const command = (commands as Partial<Record<string, (first: unknown) => unknown>>)[String(name)];
    if (command) return command(first);
    if (name === 'send') commands.open();
    // What it doesn't know the frame does.
    post({ hub: 1, type: name, first, second } as ToFrame);
  };

  const queued = (window.hub as typeof window.hub | undefined)?.q;
  window.hub = (...call: unknown[]) => run(call);
  // Elements that come later are buttons too; in the first phase, before a page can stop the click.
  document.addEventListener(
    'click',
    (event) => {
      if (!isConsented || !(event.target as Element).closest?.('[data-hub-open]')) return;
      event.preventDefault();
      commands.open();
    },
    true,
  );
  if (isConsented) begin();
  Array.from(queued ?? [], (call) => run(Array.from(call)));
}

/** Once the page has loaded and has nothing better to do. */
function whenIdle(run: () => void): void {
  const soon = () => ('requestIdleCallback' in window ? requestIdleCallback(run, { timeout: 3000 }) : setTimeout(run, 300));
  if (document.readyState === 'complete') soon();
  else window.addEventListener('load', soon);
}
