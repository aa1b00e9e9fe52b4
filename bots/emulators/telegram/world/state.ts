import type { Clock } from '../../clock.ts';
import type { Button, Entity, MediaKind, UpdateKind, WireObject, WireUpdate } from '../wire.ts';

/** A person or a bot. */
export interface User {
  id: number;
  isBot: boolean;
  firstName: string;
  lastName?: string | undefined;
  username?: string | undefined;
  languageCode?: string | undefined;
  isDeactivated: boolean;
}

/** A webhook as a bot set it. */
export interface Webhook {
  url: string;
  secretToken?: string | undefined;
  maxConnections: number;
  ipAddress?: string | undefined;
  lastErrorAt?: number | undefined;
  lastError?: string | undefined;
}

/** One undelivered update and the chat (or user) whose order it belongs to. */
export interface PendingUpdate {
  id: number;
  kind: UpdateKind;
  lane: string;
  update: WireUpdate;
}

/** Updates that wait for a bot, and how it takes them. */
export interface Inbox {
  nextUpdateId: number;
  /** Ends the long poll in progress, so that another call can take its place. */
  endPoll?: ((reason: string) => void) | undefined;
  /** In order of arrival; deleting the confirmed ones keeps every step constant-time. */
  pending: Map<number, PendingUpdate>;
  /** The last delivered ones, for `redeliver`. */
  recent: Map<number, PendingUpdate>;
  /** To be handed to a polling bot once more, whatever offset it names. */
  again: PendingUpdate[];
  allowedUpdates?: string[] | undefined;
  webhook?: Webhook | undefined;
  onArrival: Set<(pending: PendingUpdate) => void>;
  onConfirmed: (updateId: number) => void;
}

/** An account that a program drives by its token. */
export interface Bot {
  user: User;
  token: string;
  canReadAllGroupMessages: boolean;
  supportsInline: boolean;
  hasInlineFeedback: boolean;
  hasTopicsEnabled: boolean;
  /** People the bot has heard of: writing to them first is "can't initiate", not "chat not found". */
  knownUsers: Set<number>;
  /** Commands by scope and language. */
  commands: Map<string, WireObject[]>;
  /** Name, descriptions, menu buttons and default rights as they were set, by field, scope and language. */
  profile: Map<string, unknown>;
  inbox: Inbox;
}

/** What an administrator may do, by Telegram's names. */
export type Rights = Record<string, boolean>;

/** How a user stands in a chat. */
export type MemberStatus = 'creator' | 'administrator' | 'member' | 'left' | 'kicked';

/** A user's place in a group. */
export interface Member {
  user: User;
  status: MemberStatus;
  rights: Rights;
  isAnonymous: boolean;
}

/** A forum topic; its id is the id of the message that opened it. */
export interface Topic {
  id: number;
  name: string;
  iconColor: number;
  iconCustomEmojiId?: string | undefined;
  creatorId: number;
  isClosed: boolean;
  isDeleted: boolean;
  messageIds: Set<number>;
}

/** A file with its bytes; what bots see of it (file_id) differs per bot. */
export interface StoredFile {
  key: string;
  bytes: Buffer;
  name?: string | undefined;
  mime: string;
  path: string;
}

/** What a message carries besides words. */
export interface Media {
  kind: MediaKind;
  file: StoredFile;
  /** Fields beside the file's own: width, height, duration, title, emoji... */
  details: WireObject;
  hasSpoiler?: boolean | undefined;
}

/** The keyboard of a message, as validated. */
export interface Markup {
  inline?: Button[][] | undefined;
  reply?: Button[][] | undefined;
  options?: WireObject | undefined;
  removesKeyboard?: boolean | undefined;
  forcesReply?: boolean | undefined;
}

/** A message as it stands now. */
export interface Message {
  id: number;
  chat: Chat;
  from: User;
  senderChat?: Chat | undefined;
  date: number;
  editDate?: number | undefined;
  topic?: Topic | undefined;
  replyToId?: number | undefined;
  quote?: WireObject | undefined;
  text?: string | undefined;
  entities?: Entity[] | undefined;
  caption?: string | undefined;
  captionEntities?: Entity[] | undefined;
  media?: Media | undefined;
  /** Location, venue, contact, poll or dice, as on the wire. */
  attachment?: WireObject | undefined;
  /** A service message's one field, as on the wire. */
  service?: WireObject | undefined;
  viaBot?: User | undefined;
  mediaGroupId?: string | undefined;
  markup?: Markup | undefined;
  forwardOrigin?: WireObject | undefined;
  /** Passed on as they came: has_protected_content, link_preview_options... */
  extras?: WireObject | undefined;
  reactions: Map<number, WireObject[]>;
  isSilent?: boolean | undefined;
}

/** A private chat (one person, one bot), a basic group or a supergroup. */
export interface Chat {
  /** Unique in the emulator: `<botId>:<userId>` or the group's id. */
  key: string;
  /** The id on the wire. */
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title: string;
  isForum: boolean;
  members: Map<number, Member>;
  /** Bots among the members, so that posting does not walk over the people. */
  botIds: Set<number>;
  messages: Map<number, Message>;
  topics: Map<number, Topic>;
  nextMessageId: number;
  pinned: Set<number>;
  migratedTo?: Chat | undefined;
  /** Private chats: the two sides, whether the person started the bot, whether they block it. */
  person?: User | undefined;
  bot?: Bot | undefined;
  isStarted: boolean;
  isBlocked: boolean;
  isGeneralClosed: boolean;
  isGeneralHidden: boolean;
  /** The reply keyboard that a person sees under the input. */
  keyboard?: Markup | undefined;
}

/** What a bot answered to a press. */
export interface CallbackAnswer {
  text?: string | undefined;
  showAlert: boolean;
  url?: string | undefined;
}

/** A press that waits for its answer. */
export interface CallbackQuery {
  id: string;
  bot: Bot;
  user: User;
  askedAt: number;
  answer?: CallbackAnswer | undefined;
  settle(answer: CallbackAnswer): void;
}

/** What a bot answered to an inline query. */
export interface InlineAnswer {
  results: WireObject[];
  button?: WireObject | undefined;
  nextOffset?: string | undefined;
  isPersonal: boolean;
  cacheTime: number;
}

/** An inline query that waits for its answer. */
export interface InlineQuery {
  id: string;
  bot: Bot;
  user: User;
  text: string;
  askedAt: number;
  settle(answer: InlineAnswer): void;
}

/** Something that somebody watching the emulator would see. */
export type Change =
  | { type: 'message'; message: Message }
  | { type: 'message-deleted'; chat: Chat; messageId: number }
  | { type: 'chat'; chat: Chat }
  | { type: 'user'; user: User }
  | { type: 'bot'; bot: Bot }
  | { type: 'action'; chat: Chat; bot: Bot; action: string; threadId?: number | undefined }
  | { type: 'callback-answer'; query: CallbackQuery; answer: CallbackAnswer }
  | { type: 'faults' }
  | { type: 'request'; seq: number }
  | { type: 'delivery'; bot: Bot; updateId: number };

/** How strict the emulated Telegram is where reports about the real one differ. */
export interface Strictness {
  /** What a send to a deleted topic is refused with; both texts are seen in the wild. */
  deletedTopic: 'message thread not found' | 'TOPIC_DELETED';
  /** Whether closed topics refuse bots that may manage topics too. */
  closedTopicsRefuseAdmins: boolean;
  /** Whether setWebhook takes http addresses outside loopback. */
  allowsHttpWebhooks: boolean;
}

/** Everything there is in the emulated Telegram. */
export interface World {
  clock: Clock;
  strictness: Strictness;
  users: Map<number, User>;
  usernames: Map<string, User>;
  bots: Map<string, Bot>;
  botsById: Map<number, Bot>;
  chats: Map<string, Chat>;
  files: Map<string, Media>;
  filesByPath: Map<string, Media>;
  callbackQueries: Map<string, CallbackQuery>;
  inlineQueries: Map<string, InlineQuery>;
  counters: { user: number; bot: number; group: number; supergroup: number; file: number; query: number; mediaGroup: number };
  listeners: Set<(change: Change) => void>;
}
