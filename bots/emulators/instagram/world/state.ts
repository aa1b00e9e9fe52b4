import type { Clock } from '../../clock.ts';

/** The two ways an app gets its token: from Instagram itself, or from Facebook for the page that the account is tied to. */
export type Login = 'instagram' | 'facebook';

/** The fields an app can subscribe an account to. */
export const webhookFields = [
  'messages',
  'message_reactions',
  'messaging_postbacks',
  'messaging_seen',
  'messaging_referral',
  'message_edit',
  'standby',
] as const;
export type WebhookField = (typeof webhookFields)[number];

/** A professional account, and the app that is connected to it. */
export interface Account {
  /** What webhooks and addresses carry. */
  id: string;
  /** What `/me` calls `id` under Instagram Login: the app's own name for the account. */
  appScopedId: string;
  /** Of the Facebook page it is tied to; under Facebook Login only. */
  pageId: string | null;
  username: string;
  name: string;
  login: Login;
  appId: string;
  appSecret: string;
  verifyToken: string;
  /** Where the app's dashboard says that webhooks go. */
  webhookUrl: string | null;
  subscribed: Set<WebhookField>;
  /** False: another app holds its conversations, so that ours hears of them in `standby`. */
  isPrimary: boolean;
  /** Whether Meta let the app use the human agent tag. */
  mayTagHumanAgent: boolean;
}

/** A token; it ends at `expiresAt` (milliseconds), or never. */
export interface Token {
  value: string;
  account: Account;
  issuedAt: number;
  expiresAt: number | null;
}

/** Somebody who writes to accounts. */
export interface Person {
  id: string;
  username: string;
  name: string;
  picture: StoredFile | null;
}

/** A file on the emulated CDN. */
export interface StoredFile {
  key: string;
  bytes: Buffer;
  mime: string;
  /** When its address ends (milliseconds). */
  expiresAt: number;
}

/** What hangs on a message. */
export interface MessageAttachment {
  type: string;
  url?: string;
  title?: string;
  /** Everything else of its payload on the wire. */
  more?: Record<string, unknown>;
}

/** A message as both sides see it. */
export interface Message {
  mid: string;
  from: 'person' | 'account';
  at: number;
  text: string;
  attachments: MessageAttachment[];
  quickReplies: { title: string; payload: string }[];
  buttons: { title: string; payload?: string; url?: string }[];
  replyTo: string | null;
  /** Sent with a message tag. */
  tag: string | null;
  isUnsent: boolean;
  edits: string[];
  reactions: Map<'person' | 'account', string>;
  isSeen: boolean;
}

/** What a person and an account said to each other. */
export interface Thread {
  account: Account;
  person: Person;
  messages: Message[];
  /** What the window is counted from. */
  personWroteAt: number | null;
  isBlocked: boolean;
  /** The account is typing. */
  isTyping: boolean;
}

/** All of an emulated Instagram. */
export interface World {
  clock: Clock;
  /** The emulator's own address, known once it listens. */
  url: string;
  accounts: Map<string, Account>;
  tokens: Map<string, Token>;
  people: Map<string, Person>;
  threads: Map<string, Thread>;
  files: Map<string, StoredFile>;
  /** Files that were uploaded to be sent, by attachment id. */
  uploads: Map<string, { type: string; file: StoredFile }>;
  counters: { id: number; mid: number; file: number };
  listeners: Set<() => void>;
}
