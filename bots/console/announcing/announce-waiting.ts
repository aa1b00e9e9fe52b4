import { sendPriority, type NewSend } from '../desk-records.ts';
import type { Parts } from '../parts.ts';

/**
 * Tells of a conversation that nobody has taken for too long, aloud: a new card in private chats, a mention of everybody in its topic.
 * Where the group stands for private chats these are told only when the mention was of no use (`repeated`).
 */
export function createAnnounceWaiting({ desk, records, now }: Parts) {
  return async function announceWaiting(conversationId: string, { repeated }: { repeated: boolean }): Promise<void> {
    const [usual, { agents, group }] = await Promise.all([
      desk.conversations.recipients(conversationId),
      desk.conversations.recipients(conversationId, { everybody: true }),
    ]);
    const working = group?.problem === null ? group : null;
    const isPrivate = repeated || !working || usual.agents.length > 0;
    const base = { conversationId, hubMessageId: null, priority: sendPriority.card, dueAt: now() };
    const cards = (isPrivate ? agents : []).map(({ chatId, language, timeZone }): NewSend => {
      const data = { language, timeZone, isSilent: false, cause: 'waiting' };
      return { ...base, kind: 'card', chatId, inTopic: false, data, collapseKey: `card:${conversationId}` };
    });
    const everybody = await desk.agents.list();
    const mentions = agents.map(({ agentId, chatId }) => ({
      userId: chatId,
      name: everybody.find(({ id }) => id === agentId)?.name ?? '?',
    }));
    const notices = working
      ? [
          {
            ...base,
            kind: 'notice' as const,
            chatId: working.chatId,
            inTopic: true,
            data: { language: working.language, key: 'waiting', mentions },
            collapseKey: `waiting:${conversationId}`,
          },
        ]
      : [];
    await records.sends.enqueue([...cards, ...notices]);
  };
}
