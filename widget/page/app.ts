/** What a browser offers where a page can be installed; not in the standard yet. */
interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

/** The page as an app: its worker, and whether it can be installed. */
export interface PageApp {
  /** The worker that shows it without a connection; null where there can be none. */
  worker: Promise<ServiceWorkerRegistration | null>;
  canInstall(): boolean;
  install(): void;
  /** Gives the worker everything that was loaded so far; to be called once the page is whole. */
  keepFiles(): void;
}

/** Starts the worker, and waits for the browser's offer to install. */
export function startApp(onChange: () => void): PageApp {
  let offer: InstallEvent | null = null;
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer = event as InstallEvent;
    onChange();
  });
  addEventListener('appinstalled', () => {
    offer = null;
    onChange();
  });
  const worker = register();
  return {
    worker,
    canInstall: () => offer !== null,
    install: () => void offer?.prompt(),
    keepFiles: () => void worker.then((registration) => registration && keepFiles(registration)),
  };
}

async function register(): Promise<ServiceWorkerRegistration | null> {
  const workers = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  if (!workers) return null;
  const { pathname } = location;
  try {
    return await workers.register(`${pathname}/worker.js`, { scope: pathname });
  } catch {
    return null; // private windows and plain http have none: the page works, but not without a connection
  }
}

/** What was loaded before the worker was there it has not seen. */
async function keepFiles(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.active ?? (await activeOf(registration));
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  worker.postMessage({ type: 'keep', urls: loaded.filter((url) => new URL(url).pathname.startsWith('/widget/assets/')) });
}

function activeOf(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
  return new Promise((resolve) => {
    const worker = registration.installing ?? registration.waiting;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve(worker);
    });
    if (registration.active) resolve(registration.active);
  });
}
