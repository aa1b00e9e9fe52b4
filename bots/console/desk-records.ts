/** One conversation's topic in a group: unique by (chatId, threadId) and by (chatId, conversationId). */
export interface ThreadRecord {
  chatId: string;
  threadId: number;
  conversationId: string;
  state: 'open' | 'recreating';
  /** Every message of the topic is a note until switched off. */
  isSilent: boolean;
  /** What the topic's name and icon show now, to skip edits that change nothing. */
  shownTitle?: string;
  shownIcon?: string;
  renamedAt?: Date;
}

/** What a Telegram message of the console stands for; unique by (chatId, messageId). */
export interface MessageLink {
  chatId: string;
  /** Telegram's id in that chat. */
  messageId: number;
  threadId?: number;
  conversationId: string;
  /** Our message; null for cards, prompts and notices without one. */
  hubMessageId: string | null;
  /** The message's seq, for the stale-view rule; 0 without a message. */
  seq: number;
  /** Which part of a split text or an album. */
  part: number;
  /** The attachment this message shows. */
  attachmentId?: string;
  /** relay: the customer's (or a colleague's) message shown; own: an agent's message that went out; note: an agent's note. */
  kind: 'card' | 'relay' | 'own' | 'note' | 'notice' | 'prompt';
}

/** One copy of a conversation's card; unique by (chatId, conversationId). */
export interface CardRecord {
  conversationId: string;
  chatId: string;
  messageId: number;
  threadId?: number;
  /** Customer messages the card shows in full: from, up to and including. */
  fromSeq: number;
  shownSeq: number;
  renderedHash: string;
}

/** Something the console waits for: a typed answer, or a decision about a message that is held back. */
export interface PromptRecord {
  id: string;
  agentId: string;
  chatId: string;
  threadId?: number;
  /** The Telegram message that asks. */
  messageId?: number;
  kind: 'note' | 'snooze' | 'transfer' | 'hold' | 'correction' | 'link' | 'visitor' | 'sign-in';
  /** True: the agent's next message without another target answers it. */
  awaitsText: boolean;
  conversationId?: string;
  data: Record<string, unknown>;
  expiresAt: Date;
}

/** One part of an album an agent is sending; unique by (chatId, groupId, messageId). `part` is opaque to the hub. */
export interface AlbumPart {
  chatId: string;
  groupId: string;
  messageId: number;
  part: Record<string, unknown>;
}

/** Lower goes first. */
export const sendPriority = { customerReply: 0, customerMessage: 1, card: 2, notice: 3, cardEdit: 4, topicEdit: 5 } as const;

/** What a send brings about; what it says is rendered from the state at the moment of sending. */
export type SendKind =
  'card' | 'card-edit' | 'relay' | 'relay-edit' | 'receipt' | 'album' | 'topic' | 'topic-delete' | 'notice' | 'digest' | 'channel';

/** An intent to show something in one Telegram chat. Stored by the hub; its pump gives one at a time per chat to `console.deliver`. */
export interface Send {
  id: string;
  kind: SendKind;
  chatId: string;
  /** In the conversation's topic of that group; its thread id is looked up when sending. */
  inTopic: boolean;
  conversationId: string | null;
  /** Our message. */
  hubMessageId: string | null;
  data: Record<string, unknown>;
  priority: number;
  dueAt: Date;
  attempts: number;
}

/** A send to be stored. */
export interface NewSend extends Omit<Send, 'id' | 'attempts'> {
  /** A waiting send (not one being delivered) of the same chat with this key is replaced by this one. */
  collapseKey?: string;
  /** When replacing: keep the earlier dueAt ('first', default), or wait anew ('last': debounce). */
  collapseDue?: 'first' | 'last';
}

/** The console's own persistent records of one bot account. The hub stores them; each call is atomic. */
export interface ConsoleRecords {
  threads: {
    findByConversation(chatId: string, conversationId: string): Promise<ThreadRecord | null>;
    findByThread(chatId: string, threadId: number): Promise<ThreadRecord | null>;
    /**
     * The lock before createForumTopic. Won when there is no thread yet, when the open one is `lostThreadId`, or when a former claim is over 60 s old;
     * then the record is 'recreating' (threadId 0 when new). Else the record as it is: somebody else opened it or is at it.
     */
    claim(chatId: string, conversationId: string, lostThreadId?: number): Promise<{ isWon: boolean; thread: ThreadRecord }>;
    /** Ends a claim: the topic exists. Links and the card of the lost thread are forgotten by the hub. */
    open(chatId: string, conversationId: string, threadId: number): Promise<ThreadRecord>;
    /** The topic is gone for good: its record, links and card are forgotten. */
    remove(chatId: string, conversationId: string): Promise<void>;
    update(
      chatId: string,
      conversationId: string,
      change: Partial<Pick<ThreadRecord, 'isSilent' | 'shownTitle' | 'shownIcon' | 'renamedAt'>>,
    ): Promise<void>;
  };
  links: {
    /** A second link of the same (chatId, messageId) is ignored. */
    add(links: MessageLink[]): Promise<void>;
    find(chatId: string, messageId: number): Promise<MessageLink | null>;
    /** In every chat, in order of part. */
    listByMessage(hubMessageId: string): Promise<MessageLink[]>;
    /** The highest seq among the links of this conversation in this chat that were made no later than the moment; 0 without one. */
    lastSeq(chatId: string, conversationId: string, upTo: Date): Promise<number>;
    remove(chatId: string, messageId: number): Promise<void>;
  };
  cards: {
    put(card: CardRecord): Promise<void>;
    find(chatId: string, conversationId: string): Promise<CardRecord | null>;
    listByConversation(conversationId: string): Promise<CardRecord[]>;
    remove(chatId: string, conversationId: string): Promise<void>;
  };
  updates: {
    /** True once `markHandled` was called for it (kept 48 h). */
    isHandled(updateId: number): Promise<boolean>;
    markHandled(updateId: number): Promise<void>;
    /** Keeps an update that could not be handled, to be replayed; counts as handled. */
    park(updateId: number, update: unknown, reason: string): Promise<void>;
    /** Those kept, in the order Telegram sent them. */
    listParked(limit: number): Promise<{ updateId: number; update: unknown }[]>;
    /** A parked one was handled after all. */
    settle(updateId: number): Promise<void>;
  };
  prompts: {
    /** One text-awaiting prompt per (agent, chat, thread): a new one replaces it. */
    add(prompt: Omit<PromptRecord, 'id'>): Promise<PromptRecord>;
    update(promptId: string, change: Partial<Pick<PromptRecord, 'messageId' | 'data'>>): Promise<void>;
    /** Null when unknown, expired or somebody else's. */
    find(promptId: string, agentId: string): Promise<PromptRecord | null>;
    findAwaiting(agentId: string, chatId: string, threadId?: number): Promise<PromptRecord | null>;
    /** Removes it; null when another press was faster. */
    take(promptId: string, agentId: string): Promise<PromptRecord | null>;
  };
  albums: {
    /** The same message again replaces its part (an edit). */
    add(part: AlbumPart): Promise<void>;
    /** In order of messageId. */
    list(chatId: string, groupId: string): Promise<AlbumPart[]>;
    remove(chatId: string, groupId: string): Promise<void>;
  };
  /** Telegram's file ids of attachments this bot has uploaded before. */
  fileIds: {
    find(attachmentId: string): Promise<string | null>;
    put(attachmentId: string, fileId: string): Promise<void>;
  };
  /** True at most once per `everyMs` and key: for hints that must not repeat. */
  allowOnce(key: string, everyMs: number): Promise<boolean>;
  sends: {
    enqueue(sends: NewSend[]): Promise<void>;
  };
  /** A group became a supergroup: every record of the old chat id gets the new one, message links and cards are dropped. */
  moveChat(fromChatId: string, toChatId: string): Promise<void>;
}
