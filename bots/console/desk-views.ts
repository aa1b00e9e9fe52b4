import type { ChannelView, ReasonView, SignInView } from '../../hub/api/customers/channels.ts';
import type { Readable } from 'node:stream';
import type { Abilities } from '../contract/abilities.ts';
import type { AttachmentKind, Location } from '../contract/content.ts';
import type { ConversationView } from '../../hub/api/customers/conversations.ts';
import type { ErrorCode } from '../../hub/api/errors.ts';
import type { Language } from '../../hub/api/fields.ts';
import type { MessageView } from '../../hub/api/customers/messages.ts';
import type { Permission, Role } from '../../hub/api/permissions.ts';

/** A seat as the console sees it. */
export interface DeskAgent {
  id: string;
  name: string;
  /** The account (e-mail) shown before linking is confirmed. */
  account: string;
  role: Role;
  permissions: readonly Permission[];
  departmentIds: string[];
  language: Language;
  /** IANA name. */
  timeZone: string;
  isOnDuty: boolean;
  /** Open conversations assigned to the agent. */
  load: number;
  /** The conversation that messages without a target go to; null: none is chosen. */
  currentConversationId: string | null;
  settings: AgentSettings;
  /** Null while no Telegram account is linked. */
  telegram: { userId: string; chatId: string; isReachable: boolean } | null;
}

/** What an agent chooses in /settings. */
export interface AgentSettings {
  /** Cards of unassigned conversations, or only of the agent's own. */
  notify: 'all' | 'mine';
  /** Take a conversation nobody has by answering it. */
  takeByReply: boolean;
}

/** A conversation with what a card shows beside the public view. */
export interface DeskConversation extends ConversationView {
  channelName: string;
  contactUsername?: string;
  /** BCP 47, as the provider says. */
  contactLanguage?: string;
  isContactBlocked: boolean;
  assigneeName: string | null;
  departmentName: string | null;
  /** When an answer is due by the workspace's promise. */
  dueAt?: string;
  /** The conversation in the web admin; null when the hub has no public address. */
  adminUrl: string | null;
  abilities: Pick<Abilities, 'edit' | 'deleteHours' | 'react' | 'reactionEmojis'>;
}

/** A page of conversations; `total` is capped at 100. */
export interface DeskConversationPage {
  items: DeskConversation[];
  total: number;
}

/** What an agent sends from Telegram. */
export interface DeskMessage {
  kind: 'text' | 'note';
  text: string;
  format?: 'plain' | 'markdown';
  /** Ids of uploaded files, in order. */
  attachments?: string[];
  location?: Location;
  /** Our id of the message it answers. */
  replyTo?: string;
  /** The same one twice is one message: made of bot, chat and Telegram message id. */
  clientId: string;
  /** The last seq the author has seen in Telegram. */
  seenSeq?: number;
  force?: boolean;
}

/** A ready answer, rendered with the conversation's placeholders when asked for by one. */
export interface DeskQuickReply {
  id: string;
  shortcut: string;
  title: string;
  text: string;
  attachments: { id: string; name: string }[];
}

/** A forum group bound to this console. */
export interface DeskGroup {
  chatId: string;
  title: string;
  language: Language;
  /** True: only replies to a message of the bot go to the customer; other messages in a topic stay unread by the hub. */
  isReplyOnly: boolean;
  /** Why nothing is sent there any more (kicked, rights missing); null while it works. */
  problem: string | null;
}

/** Who is told of a conversation, chosen by the hub from duty, department, permission and reachability. */
export interface Recipients {
  agents: { agentId: string; chatId: string; language: Language; timeZone: string; isSilent: boolean }[];
  /** The group that has (or gets) this conversation's topic. */
  group: DeskGroup | null;
  /** Nobody on duty could be told: cards say so. */
  isNobodyOnDuty: boolean;
}

/** What a one-time link code would connect. */
export interface LinkPreview {
  agentId: string;
  name: string;
  account: string;
  role: Role;
  workspaceName: string;
}

/** The Telegram account that confirms a link. */
export interface TelegramAccount {
  userId: string;
  chatId: string;
  name: string;
  username?: string;
  languageCode?: string;
}

/** A file on its way into the hub. */
export interface DeskUpload {
  kind: AttachmentKind;
  name: string;
  mimeType: string;
  /** Bytes, when Telegram says. */
  size?: number;
  variant?: 'animation' | 'note';
  durationSeconds?: number;
  /** `<bot>:<file_unique_id>`: the same file uploaded twice is one. */
  clientId: string;
  stream: Readable;
}

/** A stored file, opened. */
export interface DeskFile {
  name: string;
  mimeType: string;
  size: number;
  stream: Readable;
}

/** Somebody who is on the site now. */
export interface DeskVisitor {
  /** Of the visit. */
  id: string;
  /** Null where it isn't known; `label` tells them apart then. */
  name: string | null;
  label: string;
  page: { url: string; title: string };
  cameAt: string;
  /** City and country; empty where they aren't known. */
  where: string;
  isInChat: boolean;
}

type ChannelState = ChannelView['health']['state'];

/** A connected account, for who may change it. */
export interface DeskChannel extends ReasonView {
  id: string;
  name: string;
  state: ChannelState;
  /** What its account waits for. */
  signIn?: SignInView;
}

/** How a connected account is doing; times in ISO 8601. */
export interface DeskChannelStatus extends ReasonView {
  name: string;
  provider: string;
  state: ChannelState;
  lastInboundAt: string | null;
  lastOutboundAt: string | null;
  /** What the last message took to come in. */
  lagMs: number | null;
  /** Messages of ours. */
  lastHour: { sent: number; failed: number };
  credentialsExpireAt?: string;
}

/** How the hub is doing, for /status. */
export interface DeskStatus {
  channels: DeskChannelStatus[];
  /** Sends that wait, the oldest one's age, and those given up. */
  outbox: { waiting: number; oldestMs: number; failed: number };
  /** Updates that could not be handled and can be replayed. */
  parkedUpdates: number;
  unassigned: number;
  onDuty: number;
}

/** Numbers of the day for the lobby. */
export interface DeskDigest {
  opened: number;
  closed: number;
  waiting: number;
  unassigned: DeskConversation[];
  /** Who has how many open ones, the most first; people without any are left out. */
  agents: { name: string; open: number }[];
}

/** A refusal of the hub, that is an error whose `code` is of hub/api/errors.ts, such as HubError. */
export interface DeskRefusal extends Error {
  code: ErrorCode;
  details?: unknown;
}

/** `details` of 'conversation.taken'. */
export interface TakenDetails {
  assigneeId: string;
  assigneeName: string;
  /** ISO 8601. */
  since: string;
}

/** `details` of 'reply.stale': what colleagues sent since. */
export interface StaleDetails {
  messages: MessageView[];
}
