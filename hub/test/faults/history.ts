/** A customer's message that the hub acknowledged, or will have by the time it has settled. */
export interface AcceptedMessage {
  channelId: string;
  chatId: string;
  /** Null where only its words, which no other of the chat has, name it. */
  externalId: string | null;
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

/** What the checker looks at: promises, what became of them at the provider, and what the hub has not been told yet. */
export interface Checked {
  history: History;
  /** Only these channels; all of the database when absent. */
  channelIds?: readonly string[];
  /** Our words that the provider took, oldest first. */
  carriedOut(): readonly CarriedOut[];
  /** What the provider has for the hub and the hub has not taken. */
  pending(): number | Promise<number>;
}

/** A message of ours that the provider took. */
export interface CarriedOut {
  chatId: string;
  text: string;
}

/** Nothing has happened yet. */
export function createHistory(): History {
  return { messages: [], replies: [], crashes: 0 };
}
