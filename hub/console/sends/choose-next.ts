import type { ConsoleSendRecord } from '../../domain/console/records/send.ts';

/**
 * Which of a chat's waiting sends goes next: the most urgent, then the oldest; of one conversation's messages the earliest, and none
 * while an earlier one waits to be tried again. `waiting` is in order of priority and age.
 */
export function chooseNext(waiting: readonly ConsoleSendRecord[], now: Date): ConsoleSendRecord | null {
  const isBehind = (send: ConsoleSendRecord) =>
    waiting.some((other) => other.attempts > 0 && other.dueAt > now && comesBefore(other, send));
  const due = waiting.filter((send) => send.dueAt <= now && !isBehind(send));
  const [head] = due;
  if (!head) return null;
  const earlier = due.filter((send) => send.priority === head.priority && comesBefore(send, head)).sort((a, b) => a.seq - b.seq);
  return earlier[0] ?? head;
}

/** Both show messages of the same conversation, and this one was said first. */
function comesBefore(one: ConsoleSendRecord, other: ConsoleSendRecord): boolean {
  const isSameConversation =
    one.conversationId !== null && other.conversationId !== null && one.conversationId.equals(other.conversationId);
  return isSameConversation && one.kind === 'relay' && other.kind === 'relay' && one.seq < other.seq;
}
