import type { ConversationView } from '../api/customers/conversations.ts';
import type { Realtime } from '../core/parts/realtime.ts';
import type { AgentNamespace } from './agent-socket.ts';
import { endWatch } from './events/watch.ts';
import type { EventParts } from './events/parts.ts';
import { maySee, rooms, roomsOfHead } from './rooms.ts';

type Shown = Omit<Realtime, 'recheckSeat'>;

/** Sends what happened to the rooms it concerns; Socket.IO encodes each event once for all who get it. */
export function createFanOut(
  namespace: AgentNamespace,
  { watches, viewers, typing }: Pick<EventParts, 'watches' | 'viewers' | 'typing'>,
): Shown {
  const inRoom = (room: string) => (namespace.adapter.rooms.get(room)?.size ?? 0) > 0;

  return {
    hasAudience: (workspaceId) => inRoom(rooms.workspace(workspaceId)),
    isWatched: (conversationId) => inRoom(rooms.conversation(conversationId)),
    isLookedAtBy: (agentId, conversationId) =>
      watches
        .ofConversation(conversationId)
        .some(
          ({ place, socket: { data } }) =>
            place && !data.isIdle && data.actor.type === 'agent' && data.actor.agentId.toHexString() === agentId,
        ),
    showHead,
    moveHead(workspaceId, conversation) {
      namespace.to(rooms.limited(workspaceId)).except(roomsOfHead(workspaceId, conversation)).emit('conversation.gone', {
        conversationId: conversation.id,
      });
      putOut(workspaceId, conversation);
      showHead(workspaceId, conversation);
    },
    endHead(workspaceId, conversationId) {
      namespace.to(rooms.workspace(workspaceId)).emit('conversation.gone', { conversationId });
      for (const watch of watches.ofConversation(conversationId)) void endWatch({ watches, viewers, typing }, watch);
    },
    showMessage(message) {
      const { conversationId, author } = message;
      // Whoever sent it has stopped typing it.
      if (message.rev === 1 && author.id !== null && (author.type === 'agent' || author.type === 'contact'))
        typing.set(conversationId, { type: author.type, id: author.id, name: author.name }, null, null);
      namespace.to(rooms.conversation(conversationId)).emit('message', { conversationId, message });
    },
    notify(workspaceId, agentId, notice) {
      const to = agentId === null ? roomsOfHead(workspaceId, notice.conversation) : rooms.agent(agentId);
      namespace.to(to).except(rooms.tokens(workspaceId)).emit('inbox.notice', notice);
    },
    tellChanged(workspaceId, noun, id) {
      namespace.to(rooms.workspace(workspaceId)).emit('changed', { noun, ...(id !== undefined && { id }) });
    },
    noteWork(conversationId, agent) {
      const isOnScreen = watches
        .ofConversation(conversationId)
        .some(({ socket: { data } }) => data.actor.type === 'agent' && data.actor.agentId.toHexString() === agent.id);
      if (!isOnScreen && inRoom(rooms.conversation(conversationId))) viewers.noteWork(conversationId, agent);
    },
  };

  function showHead(workspaceId: string, conversation: ConversationView): void {
    namespace.to(roomsOfHead(workspaceId, conversation)).emit('conversation.head', { conversation });
  }

  /** Those waiting to be let in are put out too: what they read of it may be older than this. */
  function putOut(workspaceId: string, conversation: ConversationView): void {
    for (const watch of watches.ofConversation(conversation.id)) {
      const { actor } = watch.socket.data;
      if (actor.workspaceId.toHexString() === workspaceId && !maySee(actor, conversation))
        void endWatch({ watches, viewers, typing }, watch);
    }
  }
}
