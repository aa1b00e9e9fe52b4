/** The last message of each customer, as this process saw it come: WhatsApp shows typing only in answer to one. */
export interface LastMessages {
  note(chatId: string, externalId: string): void;
  of(chatId: string): string | undefined;
}

const remembered = 10_000;

/** Remembers the chats that wrote last. */
export function createLastMessages(): LastMessages {
  const last = new Map<string, string>();
  return {
    note(chatId, externalId) {
      last.delete(chatId);
      last.set(chatId, externalId);
      const [oldest] = last.keys();
      if (last.size > remembered && oldest !== undefined) last.delete(oldest);
    },
    of: (chatId) => last.get(chatId),
  };
}
