import { typingEndsAfterMs, type TypingMode, type TypingView } from '../../api/realtime.ts';
import type { AgentNamespace } from '../agent-socket.ts';
import { rooms } from '../rooms.ts';

interface Typist {
  view: TypingView;
  /** The window it is typed in; null for a customer. */
  socketId: string | null;
  timer: NodeJS.Timeout;
}

/** Who writes where, in memory only. */
export interface TypingBoard {
  of(conversationId: string): TypingView[];
  /** Somebody writes (a repeat keeps it up), or with mode null stopped. Told to the room, but not to the same agent's windows. */
  set(conversationId: string, by: TypingView['by'], mode: TypingMode | null, socketId: string | null): void;
  /** A window is gone, or no longer shows the conversation: what was typed there is no longer. */
  leave(conversationId: string, agentId: string, socketId: string): void;
  stop(): void;
}

/** Makes the board of one process's sockets. `endsAfterMs` is for tests. */
export function createTypingBoard(namespace: AgentNamespace, endsAfterMs = typingEndsAfterMs): TypingBoard {
  const board = new Map<string, Map<string, Typist>>();

  return {
    of: (conversationId) => [...(board.get(conversationId)?.values() ?? [])].map(({ view }) => view),
    set,
    leave(conversationId, agentId, socketId) {
      const typist = board.get(conversationId)?.get(agentId);
      if (typist?.socketId === socketId) set(conversationId, typist.view.by, null, socketId);
    },
    stop() {
      for (const typists of board.values()) for (const { timer } of typists.values()) clearTimeout(timer);
      board.clear();
    },
  };

  function set(conversationId: string, by: TypingView['by'], mode: TypingMode | null, socketId: string | null): void {
    const typists = board.get(conversationId) ?? new Map<string, Typist>();
    const before = typists.get(by.id);
    clearTimeout(before?.timer);
    if (!before && mode === null) return;
    const view = { conversationId, by, mode };
    if (mode === null) {
      typists.delete(by.id);
      if (typists.size === 0) board.delete(conversationId);
    } else {
      const timer = setTimeout(() => set(conversationId, by, null, socketId), endsAfterMs).unref();
      typists.set(by.id, { view, socketId, timer });
      board.set(conversationId, typists);
    }
    namespace
      .to(rooms.conversation(conversationId))
      .except([rooms.agent(by.id), rooms.slow])
      .emit('typing', view);
  }
}
