/** A signed-in window of an agent and the conversation it has on screen. */
export interface AgentSeat {
  kind: 'agent';
  workspaceId: string;
  cookie: string;
  conversationId: string;
}

/** A tab of a visitor's browser and the visitor's conversation. */
export interface VisitorSeat {
  kind: 'visitor';
  workspaceId: string;
  token: string;
  tabId: string;
  conversationId: string;
}

/** Who takes part in a storm. */
export type StormSeat = AgentSeat | VisitorSeat;
