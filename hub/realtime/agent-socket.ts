import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '../api/realtime.ts';
import type { ObjectId } from '../core/ids.ts';
import type { PresenceHandle } from '../core/parts/presence.ts';
import type { SocketActor } from './rooms.ts';

/** What a socket stands on: it ends with it. */
export type Credential = { session: ObjectId } | { token: ObjectId };

/** What is known of a socket from its connection on. */
export interface SocketData {
  actor: SocketActor;
  credential: Credential;
  isIdle: boolean;
  /** An agent's window; a token has none. */
  presence: PresenceHandle | null;
}

export type AgentNamespace = Namespace<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;
export type AgentSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;
