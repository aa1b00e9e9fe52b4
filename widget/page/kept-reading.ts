import type { Core } from '../data/core.ts';
import type { State } from '../data/state.ts';

type Kept = { visitorId: string } & Pick<State, 'conversations' | 'threads'>;

const mostConversations = 5;
const mostMessages = 60;
const pauseMs = 1000;

/**
 * Keeps the last conversations in this browser, so that the page can be read without a connection: shown at once on the next visit, until the
 * hub says more. Nothing of a verified user is kept, no token ever, and what is kept goes with a logout.
 */
export function keepReading(core: Core, { isFresh }: { isFresh: boolean }): void {
  const name = `hub:${core.config.widgetKey}:read`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hadSession = false;
  const known = isFresh ? null : read(name);
  if (known) core.restore(known);

  const keep = () => {
    const { session, conversations, threads } = core.store.get();
    if (!session || session.isVerified) return;
    const last = conversations.slice(0, mostConversations);
    const kept: Kept = {
      visitorId: session.visitorId,
      conversations: last,
      threads: Object.fromEntries(
        last.flatMap(({ id }) => {
          const thread = threads[id];
          if (!thread) return [];
          const messages = thread.messages.slice(-mostMessages);
          return [[id, { ...thread, messages, hasBefore: thread.hasBefore || messages.length < thread.messages.length }]];
        }),
      ),
    };
    write(name, kept);
  };
  core.store.subscribe(() => {
    const { session } = core.store.get();
    if (session?.isVerified || (!session && hadSession)) {
      clearTimeout(timer);
      write(name, null);
    } else if (session) {
      clearTimeout(timer);
      timer = setTimeout(keep, pauseMs);
    }
    hadSession = session !== null;
  });
  addEventListener('pagehide', keep);
}

function read(name: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') as Kept | null; // written below
  } catch {
    return null; // storage is refused, or holds nothing of ours
  }
}

function write(name: string, kept: Kept | null): void {
  try {
    if (kept) localStorage.setItem(name, JSON.stringify(kept));
    else localStorage.removeItem(name);
  } catch {
    // Refused or full: the page can't be read without a connection then.
  }
}
