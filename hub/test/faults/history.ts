/** A customer's message that the hub acknowledged, or will have by the time it has settled. */
export interface AcceptedMessage {
  channelId: string;
  chatId: string;
  externalId: string;
  text: string;
}

/** A reply that the API answered with 201. */
export interface AcceptedReply {
  conversationId: string;
  clientId: string;
  text: string;
}

/** What clients saw of the hub, in the order they saw it: what the checker holds the hub to. */
export interface History {
  messages: AcceptedMessage[];
  replies: AcceptedReply[];
  /** How often a hub was killed, or lost its database. */
  crashes: number;
}

/** Nothing has happened yet. */
export function createHistory(): History {
  return { messages: [], replies: [], crashes: 0 };
}
