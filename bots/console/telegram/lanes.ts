import type { Update } from 'grammy/types';

/** Runs tasks of one lane one after another, different lanes at once. */
export interface Lanes {
  run<Result>(lane: string, task: () => Promise<Result>): Promise<Result>;
}

/** Lanes live as long as something runs in them. */
export function createLanes(): Lanes {
  const tails = new Map<string, Promise<unknown>>();
  return {
    async run(lane, task) {
      const before = tails.get(lane) ?? Promise.resolve();
      const mine = before.then(task, task);
      const tail = mine.catch(() => undefined);
      tails.set(lane, tail);
      try {
        return await mine;
      } finally {
        if (tails.get(lane) === tail) tails.delete(lane);
      }
    },
  };
}

/** What must stay in order: a chat, or one topic of it; inline queries and the like by user. */
export function laneOf(update: Update): string {
  const message = update.message ?? update.edited_message ?? update.callback_query?.message;
  if (message) {
    const isTopic = 'is_topic_message' in message && message.is_topic_message === true;
    return isTopic ? `${message.chat.id}:${message.message_thread_id ?? 0}` : String(message.chat.id);
  }
  const member = update.my_chat_member ?? update.message_reaction;
  if (member) return String(member.chat.id);
  return `user:${update.inline_query?.from.id ?? update.chosen_inline_result?.from.id ?? update.callback_query?.from.id ?? 0}`;
}
