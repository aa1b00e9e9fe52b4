import type { FactOf } from '../../../hub/api/facts.ts';
import { sendPriority, type NewSend } from '../desk-records.ts';
import type { Parts } from '../parts.ts';

/** Tells who may change channels what happened to one, and the groups' lobbies what concerns the whole team; what is said follows from its state by then. */
export async function planChannelNews(parts: Parts, { data: { channelId, news } }: FactOf<'channel.changed'>): Promise<NewSend[]> {
  if (news === undefined) return [];
  const managers = await parts.desk.channels.managers();
  // What signs an account in is not for everybody's eyes.
  const groups = news === 'sign-in' ? [] : (await parts.desk.groups.list()).filter(({ problem }) => problem === null);
  const people = managers.map(({ agentId, chatId, language, timeZone }) => ({ chatId, data: { language, timeZone, agentId } }));
  const lobbies = groups.map(({ chatId, language }) => ({ chatId, data: { language } }));
  return [...people, ...lobbies].map(({ chatId, data }) => ({
    kind: 'channel',
    chatId,
    inTopic: false,
    conversationId: null,
    hubMessageId: null,
    data: { ...data, channelId, news },
    priority: sendPriority.notice,
    dueAt: parts.now(),
    collapseKey: `channel:${channelId}`,
  }));
}
