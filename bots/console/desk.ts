import type { MessageView } from '../../hub/api/customers/messages.ts';
import type { ConsoleRecords } from './desk-records.ts';
import type {
  AgentSettings,
  DeskAgent,
  DeskChannel,
  DeskConversation,
  DeskConversationPage,
  DeskDigest,
  DeskFile,
  DeskGroup,
  DeskMessage,
  DeskQuickReply,
  DeskStatus,
  DeskUpload,
  DeskVisitor,
  LinkPreview,
  Recipients,
  TelegramAccount,
} from './desk-views.ts';

/** Who asks: an agent's id, whose permissions and visibility apply, or null for the console itself (it then sees all). */
export type Viewer = string | null;

/**
 * The port: everything the console asks of the hub, of one workspace. Verbs check the agent's permissions themselves and refuse with a `DeskRefusal`
 * (an error with a `code` of hub/api/errors.ts). Every verb may run twice for one press; the second time changes nothing.
 */
export interface Desk {
  agents: DeskAgents;
  conversations: DeskConversations;
  messages: DeskMessages;
  quickReplies: DeskQuickReplies;
  files: DeskFiles;
  links: DeskLinks;
  groups: DeskGroups;
  visitors: DeskVisitors;
  channels: DeskChannels;
  /** The console's persistent records for one bot account (the number before the colon of its token). */
  recordsOf(botId: string): ConsoleRecords;
  status(): Promise<DeskStatus>;
  digest(): Promise<DeskDigest>;
  /** Has the parked updates handled once more, soon; refused with 'permission.missing'. */
  askReplay(agentId: string): Promise<void>;
}

/** Colleagues: who they are, whether they work now. */
export interface DeskAgents {
  /** Active seats with duty and load; those on duty first, then the least busy. */
  list(): Promise<DeskAgent[]>;
  find(agentId: string): Promise<DeskAgent | null>;
  /** By Telegram's user id; null for strangers, unlinked and deactivated people. Asked on every update, so that revoking works at once. */
  findByTelegram(userId: string): Promise<DeskAgent | null>;
  setDuty(agentId: string, isOnDuty: boolean): Promise<DeskAgent>;
  setCurrent(agentId: string, conversationId: string | null): Promise<void>;
  setLanguage(agentId: string, language: 'en' | 'ru'): Promise<DeskAgent>;
  setSettings(agentId: string, change: Partial<AgentSettings>): Promise<DeskAgent>;
  /** The agent blocked or unblocked the bot: the hub takes them off duty, escalates and raises an alert. */
  setReachable(agentId: string, isReachable: boolean): Promise<void>;
  departments(): Promise<{ id: string; name: string }[]>;
}

/** Conversations: looked at, taken, handed over, put aside, closed. */
export interface DeskConversations {
  get(viewer: Viewer, conversationId: string): Promise<DeskConversation>;
  /** Null when there is no such number, or the agent may not see it. */
  findByNumber(agentId: string, number: number): Promise<DeskConversation | null>;
  /** Open ones nobody has, longest waiting first. */
  queue(agentId: string, limit: number, offset: number): Promise<DeskConversationPage>;
  /** Open ones of the agent, last message first. */
  mine(agentId: string, limit: number, offset: number): Promise<DeskConversationPage>;
  /** Messages and notes, ascending: the last `limit`, or those from `fromSeq` on. */
  history(viewer: Viewer, conversationId: string, range: { limit: number; fromSeq?: number }): Promise<MessageView[]>;
  /** With `everybody`: all on duty who may see it, and admins and owners, in whatever mode; for what waits too long. */
  recipients(conversationId: string, options?: { everybody?: boolean }): Promise<Recipients>;
  /** Refused with 'conversation.taken' (TakenDetails) when a colleague has it, unless `takeOver` is set and permitted. */
  take(agentId: string, conversationId: string, options?: { takeOver?: boolean }): Promise<DeskConversation>;
  /** Hands over to an agent or a department, or back to the queue with null and null. */
  assign(
    agentId: string,
    conversationId: string,
    to: { agentId: string | null; departmentId?: string | null; note?: string },
  ): Promise<DeskConversation>;
  /** Puts every open conversation of a colleague back in the queue; gives how many. Refused with 'permission.missing'. */
  putBack(agentId: string, ofAgentId: string): Promise<number>;
  /** Null: until the customer writes. */
  snooze(agentId: string, conversationId: string, until: Date | null): Promise<DeskConversation>;
  close(agentId: string, conversationId: string): Promise<DeskConversation>;
  reopen(agentId: string, conversationId: string): Promise<DeskConversation>;
  setTags(agentId: string, conversationId: string, tags: string[]): Promise<DeskConversation>;
  /** Until a moment, or, without one, until it is undone. */
  blockContact(agentId: string, conversationId: string, isBlocked: boolean, options?: { until?: Date | null }): Promise<DeskConversation>;
}

/** What is written to the customer or to the team. */
export interface DeskMessages {
  get(viewer: Viewer, messageId: string): Promise<MessageView>;
  /** Refused with 'reply.stale' (StaleDetails) when a colleague answered after `seenSeq`, unless forced. */
  send(agentId: string, conversationId: string, message: DeskMessage): Promise<MessageView>;
  /** Text or caption of an own message or note; 'channel.ability-missing' where the customer's side can't be edited. */
  edit(agentId: string, messageId: string, text: string, format?: 'plain' | 'markdown'): Promise<MessageView>;
  delete(agentId: string, messageId: string): Promise<MessageView>;
  retry(agentId: string, messageId: string): Promise<MessageView>;
  react(agentId: string, messageId: string, emoji: string | null): Promise<MessageView>;
}

/** Who is on the site now. A visitor is named by its visit: one who left and came back is another. */
export interface DeskVisitors {
  /** The latest to come first. Refused with 'permission.missing'. */
  list(agentId: string, limit: number, offset: number): Promise<{ items: DeskVisitor[]; total: number }>;
  /** Refused with 'visitor.gone'. */
  get(agentId: string, visitId: string): Promise<DeskVisitor>;
  /** Begins a conversation that the agent has, or goes on with theirs; refused with 'visitor.gone', 'contact.blocked', 'conversation.taken'. */
  write(agentId: string, visitId: string, text: string, clientId: string): Promise<DeskConversation>;
}

/** Connected accounts: what becomes of them is told to who may change them, who also sign them in. */
export interface DeskChannels {
  /** Whom to tell, in their private chats. */
  managers(): Promise<Recipients['agents']>;
  /** Refused with 'channel.unknown', and to an agent with 'permission.missing'. */
  get(viewer: Viewer, channelId: string): Promise<DeskChannel>;
  /** Refused with 'channel.no-sign-in', 'channel.code-refused', 'channel.not-listening', 'permission.missing'. */
  answerSignIn(agentId: string, channelId: string, code: string): Promise<DeskChannel>;
}

/** Ready answers. With a conversation their placeholders are filled in. */
export interface DeskQuickReplies {
  /** Those the agent may use, most used first; `words` narrows by shortcut, title and text. */
  list(
    agentId: string,
    query: { words?: string; conversationId?: string; limit: number; offset: number },
  ): Promise<{ items: DeskQuickReply[]; total: number }>;
  render(agentId: string, quickReplyId: string, conversationId: string): Promise<DeskQuickReply>;
}

/** Attachments in the hub's storage. */
export interface DeskFiles {
  /** Streams; refused with 'file.too-large'. */
  upload(agentId: string, file: DeskUpload): Promise<{ id: string }>;
  /** Bytes of a message's attachment by the id in its view. */
  open(attachmentId: string): Promise<DeskFile>;
}

/** One-time codes that join a Telegram account to a seat. */
export interface DeskLinks {
  /** Refused with 'console.link-invalid' when used, expired or unknown. Does not use the code up. */
  preview(code: string): Promise<LinkPreview>;
  /** Uses the code up. */
  confirm(code: string, account: TelegramAccount): Promise<DeskAgent>;
  unlink(agentId: string): Promise<void>;
}

/** Forum groups of the team. */
export interface DeskGroups {
  find(chatId: string): Promise<DeskGroup | null>;
  list(): Promise<DeskGroup[]>;
  /** By a one-time code of the admin, used by a linked admin; refused with 'console.link-invalid' or 'permission.missing'. */
  bind(agentId: string, code: string, group: { chatId: string; title: string }): Promise<DeskGroup>;
  /** Only replies to the bot's messages go to customers, or everything; refused with 'permission.missing'. */
  setReplyOnly(agentId: string, chatId: string, isReplyOnly: boolean): Promise<void>;
  /** Records what stops the group from working, or null when it works; a problem raises an alert and cards go to private chats. */
  setProblem(chatId: string, problem: string | null): Promise<void>;
}
