import type { ObjectId } from '../../core/ids.ts';
import type { AgentSocket } from '../agent-socket.ts';

/** Where a watched conversation is, so that typing needs no look-up. */
export interface Place {
  conversationId: ObjectId;
  channelId: ObjectId;
  chatId: string;
  contact: { id: string; name: string };
}

/** A conversation on the screen of one socket. */
export interface Watch {
  socket: AgentSocket;
  conversationId: string;
  /** Known once the socket was let in; until then it only waits. */
  place: Place | null;
}

/** Which conversations are on which screens of this process. */
export interface Watches {
  find(conversationId: string, socketId: string): Watch | undefined;
  /** A watch that waits to be let in; the one there is, when there is one. */
  begin(socket: AgentSocket, conversationId: string): Watch;
  /** True while nobody ended it. */
  isOn(watch: Watch): boolean;
  end(watch: Watch): void;
  ofConversation(conversationId: string): Watch[];
  ofSocket(socketId: string): Watch[];
  /** Conversations of a provider's chat on screen, in practice one. */
  ofChat(channelId: string, chatId: string): Place[];
}

/** Makes an empty one. */
export function createWatches(): Watches {
  const byConversation = new Map<string, Map<string, Watch>>();
  const bySocket = new Map<string, Set<Watch>>();

  return {
    find: (conversationId, socketId) => byConversation.get(conversationId)?.get(socketId),
    begin(socket, conversationId) {
      const known = byConversation.get(conversationId)?.get(socket.id);
      if (known) return known;
      const watch: Watch = { socket, conversationId, place: null };
      byConversation.set(conversationId, (byConversation.get(conversationId) ?? new Map<string, Watch>()).set(socket.id, watch));
      bySocket.set(socket.id, (bySocket.get(socket.id) ?? new Set<Watch>()).add(watch));
      return watch;
    },
    isOn: (watch) => byConversation.get(watch.conversationId)?.get(watch.socket.id) === watch,
    end(watch) {
      const ofConversation = byConversation.get(watch.conversationId);
      if (ofConversation?.get(watch.socket.id) !== watch) return;
      ofConversation.delete(watch.socket.id);
      if (ofConversation.size === 0) byConversation.delete(watch.conversationId);
      const ofSocket = bySocket.get(watch.socket.id);
      ofSocket?.delete(watch);
      if (ofSocket?.size === 0) bySocket.delete(watch.socket.id);
    },
    ofConversation: (conversationId) => [...(byConversation.get(conversationId)?.values() ?? [])],
    ofSocket: (socketId) => [...(bySocket.get(socketId) ?? [])],
    ofChat(channelId, chatId) {
      return [...byConversation.values()].flatMap((watches) => {
        const place = [...watches.values()].find((watch) => watch.place !== null)?.place;
        return place?.chatId === chatId && place.channelId.toHexString() === channelId ? [place] : [];
      });
    },
  };
}
