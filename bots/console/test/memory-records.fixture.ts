import { randomBytes } from 'node:crypto';
import type { AlbumPart, CardRecord, ConsoleRecords, MessageLink, NewSend, PromptRecord, ThreadRecord } from '../desk-records.ts';

/** A new id of 24 hex digits. */
export const newId = (): string => randomBytes(12).toString('hex');

/** The console's records in memory, with the same rules as the hub's: unique keys, atomic claims, expiry. */
export interface MemoryRecords extends ConsoleRecords {
  all: {
    threads: ThreadRecord[];
    links: (MessageLink & { at: Date })[];
    prompts: Map<string, PromptRecord>;
    handled: Set<number>;
    parked: { updateId: number; update: unknown; reason: string }[];
    albums: AlbumPart[];
  };
}

/** Empty records; sends go to `enqueue`. */
export function createMemoryRecords(now: () => Date, enqueue: (sends: NewSend[]) => void): MemoryRecords {
  const all: MemoryRecords['all'] = { threads: [], links: [], prompts: new Map(), handled: new Set(), parked: [], albums: [] };
  let cards: CardRecord[] = [];
  const fileIds = new Map<string, string>();
  const allowed = new Map<string, number>();
  const threadOf = (chatId: string, conversationId: string) =>
    all.threads.find((thread) => thread.chatId === chatId && thread.conversationId === conversationId);

  return {
    all,
    threads: {
      findByConversation: async (chatId, conversationId) => threadOf(chatId, conversationId) ?? null,
      findByThread: async (chatId, threadId) =>
        all.threads.find((thread) => thread.chatId === chatId && thread.threadId === threadId) ?? null,
      async claim(chatId, conversationId, lostThreadId) {
        const known = threadOf(chatId, conversationId);
        if (!known) {
          const thread: ThreadRecord = { chatId, conversationId, threadId: 0, state: 'recreating', isSilent: false };
          all.threads.push(thread);
          return { isWon: true, thread };
        }
        if (known.state !== 'open' || known.threadId !== lostThreadId) return { isWon: false, thread: known };
        known.state = 'recreating';
        return { isWon: true, thread: known };
      },
      async open(chatId, conversationId, threadId) {
        const thread = threadOf(chatId, conversationId);
        if (!thread) throw new Error('no claim');
        const lost = thread.threadId;
        all.links = all.links.filter((link) => !(link.chatId === chatId && link.threadId === lost));
        cards = cards.filter((card) => !(card.chatId === chatId && card.threadId === lost));
        return Object.assign(thread, { threadId, state: 'open' as const });
      },
      async remove(chatId, conversationId) {
        const gone = threadOf(chatId, conversationId);
        all.threads = all.threads.filter((thread) => thread !== gone);
        all.links = all.links.filter((link) => !(link.chatId === chatId && link.threadId === gone?.threadId));
        cards = cards.filter((card) => !(card.chatId === chatId && card.threadId === gone?.threadId));
      },
      async update(chatId, conversationId, change) {
        Object.assign(threadOf(chatId, conversationId) ?? {}, change);
      },
    },
    links: {
      async add(links) {
        for (const link of links) {
          const isKnown = all.links.some(({ chatId, messageId }) => chatId === link.chatId && messageId === link.messageId);
          if (!isKnown) all.links.push({ ...link, at: now() });
        }
      },
      find: async (chatId, messageId) => all.links.find((link) => link.chatId === chatId && link.messageId === messageId) ?? null,
      listByMessage: async (id) => all.links.filter((link) => link.hubMessageId === id).toSorted((a, b) => a.part - b.part),
      lastSeq: async (chatId, conversationId, upTo) =>
        Math.max(
          0,
          ...all.links.filter((l) => l.chatId === chatId && l.conversationId === conversationId && l.at <= upTo).map((l) => l.seq),
        ),
      async remove(chatId, messageId) {
        all.links = all.links.filter((link) => !(link.chatId === chatId && link.messageId === messageId));
      },
    },
    cards: {
      async put(card) {
        cards = [...cards.filter((one) => one.chatId !== card.chatId || one.conversationId !== card.conversationId), card];
      },
      find: async (chatId, conversationId) =>
        cards.find((card) => card.chatId === chatId && card.conversationId === conversationId) ?? null,
      listByConversation: async (conversationId) => cards.filter((card) => card.conversationId === conversationId),
      async remove(chatId, conversationId) {
        cards = cards.filter((card) => card.chatId !== chatId || card.conversationId !== conversationId);
      },
    },
    updates: {
      isHandled: async (updateId) => all.handled.has(updateId),
      markHandled: async (updateId) => void all.handled.add(updateId),
      async park(updateId, update, reason) {
        all.handled.add(updateId);
        all.parked.push({ updateId, update, reason });
      },
      listParked: async (limit) => all.parked.slice(0, limit),
      async settle(updateId) {
        all.parked = all.parked.filter((one) => one.updateId !== updateId);
      },
    },
    prompts: createPrompts(all.prompts, now),
    albums: {
      async add(part) {
        const isSame = (one: AlbumPart) => one.chatId === part.chatId && one.groupId === part.groupId && one.messageId === part.messageId;
        all.albums = [...all.albums.filter((one) => !isSame(one)), part];
      },
      list: async (chatId, groupId) =>
        all.albums.filter((part) => part.chatId === chatId && part.groupId === groupId).toSorted((a, b) => a.messageId - b.messageId),
      async remove(chatId, groupId) {
        all.albums = all.albums.filter((part) => part.chatId !== chatId || part.groupId !== groupId);
      },
    },
    fileIds: {
      find: async (attachmentId) => fileIds.get(attachmentId) ?? null,
      put: async (attachmentId, fileId) => void fileIds.set(attachmentId, fileId),
    },
    async allowOnce(key, everyMs) {
      const last = allowed.get(key);
      if (last !== undefined && now().getTime() - last < everyMs) return false;
      allowed.set(key, now().getTime());
      return true;
    },
    sends: { enqueue: async (sends) => enqueue(sends) },
    async moveChat(from, to) {
      for (const thread of all.threads) if (thread.chatId === from) thread.chatId = to;
      all.links = all.links.filter((link) => link.chatId !== from);
      cards = cards.filter((card) => card.chatId !== from);
    },
  };
}

function createPrompts(prompts: Map<string, PromptRecord>, now: () => Date): ConsoleRecords['prompts'] {
  const live = (prompt: PromptRecord | undefined, agentId: string) =>
    prompt && prompt.agentId === agentId && prompt.expiresAt > now() ? prompt : null;
  const isSamePlace = (a: Pick<PromptRecord, 'agentId' | 'chatId' | 'threadId'>, b: PromptRecord) =>
    a.agentId === b.agentId && a.chatId === b.chatId && a.threadId === b.threadId;
  return {
    async add(prompt) {
      if (prompt.awaitsText) for (const [id, one] of prompts) if (one.awaitsText && isSamePlace(prompt, one)) prompts.delete(id);
      const added = { ...prompt, id: newId() };
      prompts.set(added.id, added);
      return added;
    },
    async update(promptId, change) {
      Object.assign(prompts.get(promptId) ?? {}, change);
    },
    find: async (promptId, agentId) => live(prompts.get(promptId), agentId),
    findAwaiting: async (agentId, chatId, threadId) =>
      [...prompts.values()].find(
        (one) => one.awaitsText && one.expiresAt > now() && one.agentId === agentId && one.chatId === chatId && one.threadId === threadId,
      ) ?? null,
    async take(promptId, agentId) {
      const prompt = live(prompts.get(promptId), agentId);
      if (prompt) prompts.delete(promptId);
      return prompt;
    },
  };
}
