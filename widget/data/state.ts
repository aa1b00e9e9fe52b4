import type { TeamMember, TeamState, VisitorConversation, WidgetConfig } from '../../hub/api/widget/views.ts';
import type { QueueEntry } from './sending/queue-entry.ts';
import type { Thread } from './thread.ts';

/** Who this browser is to the hub. */
export interface Session {
  token: string;
  visitorId: string;
  isVerified: boolean;
  profile: { name: string | null; email: string | null; phone: string | null };
}

/** Everything that frame and chat show. A change makes a new object; nothing in it is changed in place. */
export interface State {
  session: Session | null;
  /** `blocked`: the hub wants nothing from this visitor. */
  connection: 'connecting' | 'online' | 'offline' | 'blocked';
  /** The latest first. */
  conversations: readonly VisitorConversation[];
  /** Those that were on screen, by conversation. */
  threads: Readonly<Record<string, Thread>>;
  team: TeamState;
  /** Who of the team writes, by conversation. */
  typing: Readonly<Record<string, TeamMember>>;
  /** Who of the team has the conversation before them, by conversation. */
  present: Readonly<Record<string, readonly TeamMember[]>>;
  queue: readonly QueueEntry[];
  /** What became of threads that began here: the conversation's id by the name it had before. */
  begun: Readonly<Record<string, string>>;
  isMuted: boolean;
  isLeadDone: boolean;
}

/** Holds the state and tells who asked when it changes. */
export interface Store {
  get(): State;
  change(part: Partial<State>): void;
  /** Returns its removal. */
  subscribe(listener: () => void): () => void;
}

/** Makes a store: nobody is known yet, and nothing said. */
export function createStore({ team }: Pick<WidgetConfig, 'team'>, kept: Pick<State, 'isMuted' | 'isLeadDone'>): Store {
  let state: State = {
    session: null,
    connection: 'connecting',
    conversations: [],
    threads: {},
    team,
    typing: {},
    present: {},
    queue: [],
    begun: {},
    ...kept,
  };
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    change(part) {
      state = { ...state, ...part };
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Conversations with one of them new or changed; what is older than known is left out. */
export function withConversation(
  known: readonly VisitorConversation[],
  changed: readonly VisitorConversation[],
): readonly VisitorConversation[] {
  const byId = new Map(known.map((each) => [each.id, each]));
  for (const each of changed) {
    const before = byId.get(each.id);
    if (!before || before.rev <= each.rev) byId.set(each.id, before ? { ...each, seen: Math.max(each.seen, before.seen) } : each);
  }
  return [...byId.values()].sort((a, b) => (a.lastMessageAt < b.lastMessageAt ? 1 : a.lastMessageAt > b.lastMessageAt ? -1 : 0));
}

/** How many messages of the team wait to be seen. */
export function unreadIn(conversations: readonly VisitorConversation[]): number {
  return conversations.reduce((sum, { unread }) => sum + unread, 0);
}
