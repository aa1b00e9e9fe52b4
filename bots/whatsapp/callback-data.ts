/** What a send carries along and every status of it brings back: our message and the chat as we know it. At most 512 characters there. */
export interface CallbackData {
  messageId: string;
  chatId: string;
}

/** Written so that data of other programs on the same number is not taken for ours. */
export function writeCallbackData({ messageId, chatId }: CallbackData): string {
  return `hubbub:${messageId}:${chatId}`;
}

/** Undefined where it is not ours, or none. */
export function readCallbackData(data: string | undefined): CallbackData | undefined {
  const [, messageId, chatId] = /^hubbub:([\w-]{1,64}):(.{1,400})$/.exec(data ?? '') ?? [];
  return messageId !== undefined && chatId !== undefined ? { messageId, chatId } : undefined;
}
