/** What a send carries along and every status of it brings back: our message and the chat as we know it. At most 512 characters there. */
export interface CallbackData {
  messageId: string;
  chatId: string;
  /** How many messages ours is at WhatsApp. */
  pieces: number;
}

/** Written so that data of other programs on the same number is not taken for ours. */
export function writeCallbackData({ messageId, chatId, pieces }: CallbackData): string {
  return `hubbub:${messageId}/${pieces}:${chatId}`;
}

/** Undefined where it is not ours, or none. */
export function readCallbackData(data: string | undefined): CallbackData | undefined {
  const [, messageId, pieces, chatId] = /^hubbub:([\w-]{1,64})\/(\d{1,3}):(.{1,400})$/.exec(data ?? '') ?? [];
  return messageId !== undefined && chatId !== undefined ? { messageId, chatId, pieces: Number(pieces) } : undefined;
}
