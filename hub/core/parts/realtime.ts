import type { ConversationView } from '../../api/customers/conversations.ts';
import type { MessageView } from '../../api/customers/messages.ts';
import type { ChangedNoun, ServerData } from '../../api/realtime.ts';

/** What is shown live to whoever is connected; everything here returns at once and costs nothing while nobody looks. Ids as on the wire. */
export interface Realtime {
  /** True while a socket of the workspace is open: what would only be shown need not be read otherwise. */
  hasAudience(workspaceId: string): boolean;
  /** True while somebody has the conversation on screen. */
  isWatched(conversationId: string): boolean;
  /** True while an agent has the conversation on a screen and sits at it. */
  isLookedAtBy(agentId: string, conversationId: string): boolean;
  /** A conversation as lists show it, to everybody who may see it. */
  showHead(workspaceId: string, conversation: ConversationView): void;
  /** The same after its assignee or department changed: who may see it no longer is told so, and put out of it. */
  moveHead(workspaceId: string, conversation: ConversationView): void;
  /** A conversation that is no more, to everybody, and off every screen. */
  endHead(workspaceId: string, conversationId: string): void;
  /** A new or changed message, to those who have its conversation on screen. */
  showMessage(message: MessageView): void;
  /** Something for one agent, or (null) for all agents who may see the conversation. */
  notify(workspaceId: string, agentId: string | null, notice: ServerData<'inbox.notice'>): void;
  /** Something changed that clients keep; without an id any of it. */
  tellChanged(workspaceId: string, noun: ChangedNoun, id?: string): void;
  /** An agent did something in a conversation without having it on a screen of ours, from Telegram say: counts as looking for two minutes. */
  noteWork(conversationId: string, agent: { id: string; name: string }): void;
  /** A seat changed: its sockets end when it may do other things now, colleagues hear of its duty. */
  recheckSeat(workspaceId: string, agentId: string): Promise<void>;
}
