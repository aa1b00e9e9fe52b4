import type { Hub } from '../../core/parts/hub.ts';
import type { AgentSocket } from '../agent-socket.ts';
import type { TypingBoard } from '../screens/typing-board.ts';
import type { Viewers } from '../screens/viewers.ts';
import type { Watches } from '../screens/watches.ts';
import type { VisitorsFeed } from '../visitors-feed.ts';
import type { SharedReads } from '../share-reads.ts';

export type RealtimeHub = Pick<Hub, 'config' | 'log' | 'now' | 'secrets' | 'baseUrl' | 'channels' | 'presence' | 'visitors' | 'wake'>;

/** What the answers to clients' events are made with. */
export interface EventParts {
  hub: RealtimeHub;
  watches: Watches;
  viewers: Viewers;
  typing: TypingBoard;
  reads: SharedReads;
  visitors: VisitorsFeed;
}

/** An event of a client: parsed input, from one socket. */
export interface Asked<Input> {
  socket: AgentSocket;
  input: Input;
}
