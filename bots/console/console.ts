import type { Update, UserFromGetMe } from 'grammy/types';
import type { Fact } from '../../hub/api/facts.ts';
import type { Language } from '../../hub/api/fields.ts';
import type { ChannelLog } from '../contract/channel.ts';
import type { Desk } from './desk.ts';
import type { Send } from './desk-records.ts';

/** Gives a text of the console area by key, with its values filled in (i18next). */
export type Translate = (key: string, values?: Record<string, string | number>) => string;

/** What a console is made of. */
export interface ConsoleOptions {
  token: string;
  /** The Bot API's address without a trailing slash. */
  apiRoot: string;
  desk: Desk;
  texts: Record<Language, Translate>;
  log: ChannelLog;
  now: () => Date;
  mode: 'polling' | { webhookUrl: string; secretToken: string };
}

/** What `setUp` found. */
export interface ConsoleSetUp {
  botInfo: UserFromGetMe;
  /** Sentences about what an admin should change (inline mode off, rights missing in a group). */
  warnings: string[];
}

/** The team's bot in Telegram. */
export interface TelegramConsole {
  /** Checks the token, sets commands and the webhook (or removes it), checks rights in bound groups. Safe to repeat. */
  setUp(): Promise<ConsoleSetUp>;
  /** Long polling until the signal aborts; resolves after the last update was handled. Only in polling mode, and only one process per token. */
  start(signal: AbortSignal): Promise<void>;
  /** One update of a webhook whose secret was checked: resolves once it is handled or parked, rejects when neither worked (answer 503). */
  handleUpdate(update: Update): Promise<void>;
  /** Handles the parked updates once more; those that fail again stay parked. */
  replayParked(): Promise<{ replayed: number; failed: number }>;
  /** Turns a fact into sends (enqueues only, may run twice). Called by the hub's listener for every fact of the workspace. */
  announce(fact: Fact): Promise<void>;
  /** Tells everybody of a conversation that nobody has taken for too long: `repeated` the second time, when private chats are told beside the group. */
  announceWaiting(conversationId: string, options: { repeated: boolean }): Promise<void>;
  /** Enqueues the daily digest for the bound groups' lobbies. */
  announceDigest(): Promise<void>;
  /** Carries a send out. Resolves with the number of Bot API calls that count against the chat's budget; throws `SendRefused`. */
  deliver(send: Send): Promise<{ calls: number }>;
  /** Known after `setUp`. */
  readonly botInfo: UserFromGetMe | null;
}

/** What became of a send that did not go out. */
export type SendRefusal =
  /** Try again after `retryAfterMs`; with `isFlood` nothing else may go to this chat meanwhile. */
  | { outcome: 'retry'; retryAfterMs: number; isFlood: boolean }
  /** The chat is closed to the bot: blocked by the agent (mark unreachable, escalate) or kicked from the group (set its problem). */
  | { outcome: 'gone' }
  /** The topic could not be had even by making a new one. */
  | { outcome: 'topic-lost' }
  /** Never will work; give up and count it as failed. */
  | { outcome: 'permanent' };

/** Thrown by `deliver`. */
export class SendRefused extends Error {
  readonly refusal: SendRefusal;

  constructor(refusal: SendRefusal, detail: string, options?: { cause?: unknown }) {
    super(detail, options);
    this.name = 'SendRefused';
    this.refusal = refusal;
  }
}
