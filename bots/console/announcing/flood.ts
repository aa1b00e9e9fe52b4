import type { MessageView } from '../../../hub/api/customers/messages.ts';
import type { Parts } from '../parts.ts';

const windowMs = 60_000;
/** More messages of one customer than this within a minute are not shown one by one. */
const most = 20;

/** True for a customer's message that comes after twenty others within its last minute: read from what is stored, so it holds after a restart. */
export async function isFlood({ desk }: Pick<Parts, 'desk'>, message: MessageView): Promise<boolean> {
  if (message.direction !== 'in' || message.seq <= most) return false;
  // Notes and answers in between count for nothing, so a little more is looked at.
  const fromSeq = Math.max(1, message.seq - 2 * most);
  const before = await desk.conversations.history(null, message.conversationId, { limit: message.seq - fromSeq, fromSeq });
  const since = Date.parse(message.createdAt) - windowMs;
  return before.filter((one) => one.direction === 'in' && one.seq < message.seq && Date.parse(one.createdAt) > since).length >= most;
}

/** How many messages the customer sent in the last minute, up to a hundred. */
export async function countLately({ desk, now }: Pick<Parts, 'desk' | 'now'>, conversationId: string): Promise<number> {
  const recent = await desk.conversations.history(null, conversationId, { limit: 100 });
  const since = now().getTime() - windowMs;
  return recent.filter(({ direction, createdAt }) => direction === 'in' && Date.parse(createdAt) > since).length;
}
