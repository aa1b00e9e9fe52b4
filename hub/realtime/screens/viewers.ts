import { mostViewers, type ViewerView } from '../../api/realtime.ts';
import type { AgentNamespace } from '../agent-socket.ts';
import { rooms } from '../rooms.ts';
import { createThrottle } from './throttle.ts';
import type { Watches } from './watches.ts';

/** Somebody who works in a conversation from elsewhere, Telegram say, counts as looking for this long. */
const workMs = 120_000;
/** Everybody reconnects at once: the list of viewers is not sent for each of them. */
const paces = { firstMs: 30, everyMs: 500 };

/** Who has a conversation on screen. */
export interface Viewers {
  of(conversationId: string): ViewerView[];
  /** Tells the room, soon. */
  changed(conversationId: string): void;
  /** An agent without a screen of ours did something there. */
  noteWork(conversationId: string, agent: { id: string; name: string }): void;
  stop(): void;
}

/** Makes the viewers of one process's sockets; `tell` hears what the room hears. */
export function createViewers(
  namespace: AgentNamespace,
  watches: Watches,
  tell: (conversationId: string, agents: ViewerView[]) => void,
): Viewers {
  const workers = new Map<string, Map<string, { name: string; timer: NodeJS.Timeout }>>();
  const throttle = createThrottle((conversationId) => {
    const agents = of(conversationId);
    namespace.to(rooms.conversation(conversationId)).emit('viewers', { conversationId, agents });
    tell(conversationId, agents);
  }, paces);

  return {
    of,
    changed: (conversationId) => throttle.ask(conversationId),
    noteWork(conversationId, { id, name }) {
      const there = workers.get(conversationId) ?? new Map<string, { name: string; timer: NodeJS.Timeout }>();
      clearTimeout(there.get(id)?.timer);
      there.set(id, { name, timer: setTimeout(() => forget(conversationId, id), workMs).unref() });
      workers.set(conversationId, there);
      throttle.ask(conversationId);
    },
    stop() {
      throttle.stop();
      for (const there of workers.values()) for (const { timer } of there.values()) clearTimeout(timer);
      workers.clear();
    },
  };

  function of(conversationId: string): ViewerView[] {
    const found = new Map<string, ViewerView>();
    for (const [agentId, { name }] of workers.get(conversationId) ?? []) found.set(agentId, { agentId, name, isIdle: false });
    for (const { socket, place } of watches.ofConversation(conversationId)) {
      const { actor, isIdle } = socket.data;
      if (!place || actor.type !== 'agent') continue;
      const agentId = actor.agentId.toHexString();
      found.set(agentId, { agentId, name: actor.name, isIdle: isIdle && (found.get(agentId)?.isIdle ?? true) });
    }
    return [...found.values()].slice(0, mostViewers);
  }

  function forget(conversationId: string, agentId: string): void {
    const there = workers.get(conversationId);
    there?.delete(agentId);
    if (there?.size === 0) workers.delete(conversationId);
    throttle.ask(conversationId);
  }
}
