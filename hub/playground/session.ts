import { z } from 'zod';

/** Whether the hub's process is there; `starting` lasts until it serves. */
export const hubState = z.enum(['starting', 'running', 'stopped']);
export type HubState = z.infer<typeof hubState>;

/** What the page is told once: who plays, where, and with which bots. */
export const playgroundSession = z.object({
  /** Root of the emulated Telegram, for the page's own calls. */
  emulatorUrl: z.string(),
  hubUrl: z.string(),
  /** The demo shop with the widget on it, and the unkind site. */
  shopUrl: z.string(),
  hostileUrl: z.string(),
  /** The owner's login at the hub, of this machine and this run only. */
  login: z.object({ email: z.string(), password: z.string() }),
  shopBotId: z.number(),
  consoleBotId: z.number(),
  /** The team's forum in the emulator. */
  forumKey: z.string(),
  /** Who writes from all the other apps. */
  appsCustomer: z.string(),
  /** Telegram ids of the two customers. */
  customers: z.array(z.number()),
  /** Telegram ids of the two agents with their seats at the hub. */
  agents: z.array(z.object({ userId: z.number(), agentId: z.string() })),
});
export type PlaygroundSession = z.infer<typeof playgroundSession>;

/** A conversation as the strip under the phones shows it. */
export const conversationSummary = z.object({
  id: z.string(),
  number: z.number(),
  contact: z.string(),
  status: z.enum(['open', 'snoozed', 'closed']),
  assignee: z.string().nullable(),
  unread: z.number(),
  preview: z.string(),
  /** Of the newest message of ours; null while there is none. */
  delivery: z.object({ state: z.string(), reason: z.string().optional() }).nullable(),
});
export type ConversationSummary = z.infer<typeof conversationSummary>;

/** What hangs on a message, as a messenger's own app would show it; `other`: what only its name tells. */
const shownKind = z.enum(['photo', 'video', 'voice', 'sticker', 'place', 'file', 'other']);
export type ShownKind = z.infer<typeof shownKind>;

/** What a customer sees in an app beside Telegram. */
export const messengerView = z.object({
  provider: z.string(),
  title: z.string(),
  /** Its provider does not allow such connections. */
  isUnofficial: z.boolean(),
  /** Whether the shop's account is connected; one that costs a process of its own waits to be asked for. */
  link: z.enum(['off', 'starting', 'on']),
  /** What kept it from being connected, in the hub's words. */
  problem: z.string().nullable(),
  isTyping: z.boolean(),
  /** Oldest first. */
  lines: z.array(
    z.object({
      id: z.string(),
      /** Written by the customer. */
      isMine: z.boolean(),
      text: z.string(),
      /** The name is null where apps show none. */
      files: z.array(z.object({ kind: shownKind, name: z.string().nullable() })),
      buttons: z.array(z.string()),
      reactions: z.array(z.string()),
    }),
  ),
});
export type MessengerView = z.infer<typeof messengerView>;

/** What the page asks for again and again. */
export const playgroundState = z.object({
  hub: hubState,
  conversations: z.array(conversationSummary),
  /** What kept the conversations from being read, in the hub's words; null while all is well. */
  problem: z.string().nullable(),
  /** By chat, the newest message that the hub has fetched: up to there a message has two ticks. */
  readUpTo: z.record(z.string(), z.number()),
  /** The customer's other apps. */
  messengers: z.array(messengerView),
});
export type PlaygroundState = z.infer<typeof playgroundState>;
