import type { listVisitorMessages } from '../../hub/api/widget/calls.ts';
import { call, type Answer } from './call.ts';
import type { SessionKeeper } from './session.ts';
import { withConversation, type Store } from './state.ts';
import { withChanges, withMessages, type Thread } from './thread.ts';
import type { VisitorSocket } from './socket.ts';

type Page = Answer<typeof listVisitorMessages>;
const pageSize = 30;
/** As many conversations as one `resume` takes. */
const mostResumed = 20;
/** Hub and database may differ in what they call now: the last minute is asked for again. */
const overlapMs = 60_000;

/** Reads conversations: first pages, older ones, and after every connect what this browser missed. */
export interface Reading {
  /** Reads the newest messages, unless they are here. Throws CallFailed. */
  load(conversationId: string): Promise<void>;
  /** Reads the page before. Throws CallFailed. */
  loadOlder(conversationId: string): Promise<void>;
  /** Asks for everything since the last time. */
  resume(): Promise<void>;
}

/** Makes the reading. */
export function createReading(store: Store, session: SessionKeeper, socket: VisitorSocket): Reading {
  const under = new Map<string, Promise<void>>();

  const read = (conversationId: string, query: Record<string, string | number | undefined>) =>
    session.as((token) =>
      call<typeof listVisitorMessages>('get', `/conversations/${conversationId}/messages`, { token, query: { limit: pageSize, ...query } }),
    );
  const put = (conversationId: string, change: (thread: Thread | undefined) => Thread) => {
    const { threads } = store.get();
    store.change({ threads: { ...threads, [conversationId]: change(threads[conversationId]) } });
  };
  const takeConversation = ({ conversation }: Page) =>
    store.change({ conversations: withConversation(store.get().conversations, [conversation]) });
  /** One at a time for each purpose: scrolling asks many times. */
  const once = (name: string, run: () => Promise<void>): Promise<void> => {
    const known = under.get(name);
    if (known) return known;
    const made = run().finally(() => under.delete(name));
    under.set(name, made);
    return made;
  };
  const follow = async (conversationId: string) => {
    for (let hasAfter = true; hasAfter;) {
      const page = await read(conversationId, { after: store.get().threads[conversationId]?.cursor ?? 0, limit: 100 });
      put(conversationId, (thread) => advance(thread, page, page.now));
      hasAfter = page.hasAfter;
    }
  };

  return {
    load: (conversationId) =>
      once(conversationId, async () => {
        if (store.get().threads[conversationId]) return;
        const page = await read(conversationId, {});
        put(conversationId, (thread) => ({
          messages: withMessages(thread?.messages ?? [], page.items),
          cursor: page.cursor,
          hasBefore: page.hasBefore,
          syncedAt: page.now,
        }));
        takeConversation(page);
      }),
    loadOlder: (conversationId) =>
      once(`${conversationId} older`, async () => {
        const first = store.get().threads[conversationId]?.messages[0];
        if (!first) return;
        const page = await read(conversationId, { before: first.seq });
        put(conversationId, (thread) => ({
          cursor: page.cursor,
          syncedAt: page.now,
          ...thread,
          messages: withMessages(thread?.messages ?? [], page.items),
          hasBefore: page.hasBefore,
        }));
      }),
    async resume() {
      const { threads } = store.get();
      const known = Object.entries(threads).slice(-mostResumed);
      const answer = await socket.ask('resume', {
        conversations: known.map(([id, { cursor, syncedAt }]) => ({
          id,
          after: cursor,
          changedSince: new Date(new Date(syncedAt).getTime() - overlapMs).toISOString(),
        })),
      });
      store.change({ conversations: withConversation(store.get().conversations, answer.conversations), team: answer.team });
      for (const part of answer.messages) put(part.conversationId, (thread) => advance(thread, part, answer.now));
      await Promise.all(answer.messages.filter(({ hasAfter }) => hasAfter).map(({ conversationId }) => follow(conversationId)));
    },
  };
}

function advance(thread: Thread | undefined, read: Pick<Page, 'items' | 'changed' | 'cursor'>, now: string): Thread {
  return {
    hasBefore: true,
    ...thread,
    messages: withMessages(withChanges(thread?.messages ?? [], read.changed), read.items),
    cursor: Math.max(thread?.cursor ?? 0, read.cursor),
    syncedAt: now,
  };
}
