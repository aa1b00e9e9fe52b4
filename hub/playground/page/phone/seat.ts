/** Whose phone it is: a person, and the bot they mostly write to. */
export interface Seat {
  role: 'customer' | 'agent';
  userId: number;
  botId: number;
  /** The team's group; agents have it beside the bot. */
  groupKey?: string;
  /** What is open at first. */
  firstScreen: Screen;
}

/** Where a phone is: a private chat, the list of a group's topics, or one topic (0 is General). */
export type Screen = { kind: 'bot' } | { kind: 'topics' } | { kind: 'topic'; thread: number };

/** The key of a seat's private chat in the emulated Telegram. */
export const privateKey = ({ botId, userId }: Seat): string => `${botId}:${userId}`;
