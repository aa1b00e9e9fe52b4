import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Abilities } from './abilities.ts';
import type { Sender, ParsedElement } from './inbound.ts';
import type { OutboundMessage, SendResult } from './outbound.ts';
import type { ToldReason } from './reason.ts';
import type { ChannelSession, SignInStep } from './sign-in.ts';
import type { MessageTemplate } from './template.ts';

/** A webhook request as it came: the signature is checked over `body`, byte by byte. */
export interface RawRequest {
  method: 'GET' | 'POST';
  /** Header names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  query: Readonly<Record<string, string | undefined>>;
  body: Buffer;
}

/** What the provider gets to read back. */
export interface WebhookAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** The part of pino that adapters use. */
export interface ChannelLog {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** What an adapter is given to make one live connection of one account. */
export interface ConnectContext<Settings> {
  channelId: string;
  settings: Settings;
  /** Where the provider's API is; an emulator in tests and in the playground. No trailing slash. */
  apiRoot: string;
  /** The public address of this channel's webhook, or null when the hub has none. */
  webhookUrl: string | null;
  /** Where an account that signs in keeps its session. */
  session: ChannelSession;
  /** Tells the hub, at any time, how the account is doing; the last word counts. */
  report: (found: ChannelReport) => void;
  /** The path of a Chromium or Chrome on this machine, for providers that have only a web page; null where there is none. */
  findBrowser: () => string | null;
  now: () => Date;
  log: ChannelLog;
}

/** How an account is doing, in a word. */
export interface HealthState {
  state: 'ok' | 'connecting' | 'warning' | 'failed';
  /** Set while it is `connecting` and waits for a person. */
  signIn?: SignInStep;
  /** When the credentials end unless they are renewed. */
  credentialsExpireAt?: Date;
}

/** How an account is doing and, when not well, why, which says what to do: by `sayWhy`, so that it can be said in any language. */
export type ChannelHealth = HealthState & (ToldReason | { [Name in keyof ToldReason]?: never });

/** What a connection reports of itself. */
export interface ChannelReport {
  health: ChannelHealth;
  /** Given once it is known whose account it is. */
  account?: ChannelAccount;
}

/** The account behind the credentials. */
export interface ChannelAccount {
  externalId: string;
  name: string;
  username?: string;
  /** Where customers reach it, for the admin and for share links. */
  url?: string;
}

/** What `setUp` found and did at the provider. */
export interface SetUpResult {
  /** Null where it is known only after somebody signed in. */
  account: ChannelAccount | null;
  health: ChannelHealth;
}

/** How a listening connection hands over what it got: resolves once all of it is stored; rejects when it could not be, and the same is then handed over again. */
export type DeliverPayload = (payload: unknown) => Promise<void>;

/** A file that was opened at the provider. */
export interface FetchedFile {
  stream: Readable;
  name?: string;
  mimeType?: string;
  size?: number;
}

/** The chat page that a workspace's bot carries. */
export interface HelpBoxOnBot {
  title: string;
  /** A line for the profile, by language; the first is for everybody else. */
  about: { language: string; text: string }[];
  /** Where the menu leads; null where the page has no public https address. */
  url: string | null;
}

/** One live account. Optional methods are abilities: absent means the provider can't. Every method may throw ChannelError and nothing else. */
export interface Connection {
  /** Checks the credentials with the provider and sets up its side (webhook, subscriptions, commands). Safe to repeat. */
  setUp(): Promise<SetUpResult>;
  /** Answers the provider's own handshake, or null when the request is none. May ask the provider what it wants to hear, once it knows who asks. */
  handshake?(request: RawRequest): WebhookAnswer | null | Promise<WebhookAnswer | null>;
  /** True when the request was signed by the provider. Constant time; touches no database. */
  isAuthentic(request: RawRequest): boolean;
  /** Turns a payload (parsed JSON) into events, element by element. Throws UnreadablePayload when nothing of it can be read. */
  parse(payload: unknown): ParsedElement[];
  /** The body the provider wants for an accepted webhook; 200 with an empty JSON object when absent. */
  accepted?: WebhookAnswer;
  /** Names the account for `listen`, where a provider hands each update out once: channels with the same key share one loop. Not a secret. */
  listenKey?: string;
  /** Fetches updates until the signal aborts (long polling); absent where the provider only pushes. Must not return before. */
  listen?(deliver: DeliverPayload, signal: AbortSignal): Promise<void>;
  /** True where one session serves the account: only the process that listens may call it. */
  sendsWhereItListens?: true;
  /** Takes what a person typed in answer to a `code` step. Throws ChannelError `invalid-content` when it is wrong. */
  answerSignIn?(code: string): Promise<void>;
  /** A person tested the channel: what stopped the account is tried once more by whoever listens. Works beside that process, by way of the session. */
  tryAgain?(): Promise<void>;
  /** Makes the credentials last longer; null when they need it not yet. The hub stores the new settings and connects anew. */
  renew?(): Promise<{ settings: Record<string, unknown>; expireAt: Date } | null>;
  /** The templates of the account, newest state. */
  listTemplates?(): Promise<MessageTemplate[]>;
  send(message: OutboundMessage): Promise<SendResult>;
  /** Changes the text of a message of ours; `parts` are its ids at the provider. */
  edit?(chatId: string, parts: string[], message: OutboundMessage): Promise<void>;
  delete?(chatId: string, parts: string[]): Promise<void>;
  /** Puts our reaction on a message; null takes it back. */
  react?(chatId: string, externalId: string, emoji: string | null): Promise<void>;
  /** Shows that we are typing; the provider ends it by itself. */
  setTyping?(chatId: string, lastExternalId?: string): Promise<void>;
  /** True where typing is shown in answer to the customer's last message, whose id `setTyping` wants. */
  typesInAnswer?: true;
  /** Lets the customer see that everything up to a message of theirs was read. */
  markRead?(chatId: string, externalId: string): Promise<void>;
  /** True where `markRead` marks all that is in the chat, whatever message it names. */
  marksWholeChat?: true;
  /** Puts the site's chat page into the bot's menu and profile, or takes it out of them with null. Safe to repeat. */
  showHelpBox?(page: HelpBoxOnBot | null): Promise<void>;
  /** Tells the provider that a button press was taken. */
  answerPress?(pressId: string): Promise<void>;
  fetchFile(ref: string, signal: AbortSignal): Promise<FetchedFile>;
  fetchProfile?(sender: Sender): Promise<Partial<Sender>>;
  close(): Promise<void>;
}

/** A kind of platform: what it is called, what it can do, what an admin enters, and how to connect. */
export interface Channel<Settings = unknown> {
  provider: string;
  title: string;
  /** The hub makes the one channel there is of it by itself: nobody adds, removes or sets it up by hand. */
  isBuiltIn?: true;
  /** The provider does not allow it and may close the account: said to whoever connects it. */
  isUnofficial?: true;
  abilities: Abilities;
  settingsSchema: z.ZodType<Settings>;
  /** Names of settings that are secrets: never shown again, redacted in logs. */
  secretSettings: readonly string[];
  /** Makes the live object; does no I/O yet. */
  connect(context: ConnectContext<Settings>): Connection;
}

/** A channel whose settings are still unknown to the caller: `connect` parses them and throws a ZodError when they don't fit. */
export type AnyChannel = Channel<unknown>;

/** Checks a channel's shape at compile time, and parses the settings before its `connect` sees them. */
export function defineChannel<Settings>(channel: Channel<Settings>): AnyChannel {
  return {
    ...channel,
    connect: (context) => channel.connect({ ...context, settings: channel.settingsSchema.parse(context.settings) }),
  };
}
