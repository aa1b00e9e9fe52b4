import type { AgentContext, Parts } from '../parts.ts';
import type { Draft } from './draft.ts';

/** Where a message of an agent goes. Never a guess. */
export type Target =
  | { kind: 'conversation'; conversationId: string }
  /** Several may be meant: ask. */
  | { kind: 'ask' }
  /** It answers something the console does not know, or contradicts itself: say so. */
  | { kind: 'unclear'; key: string }
  /** Not meant for the console. */
  | { kind: 'none' };

/** Finds the conversation of a message: by topic, by what it replies to, by the tag of an inline quick reply, by the chosen current one. */
export async function findTarget(parts: Parts, ctx: AgentContext, draft: Draft): Promise<Target> {
  const { records, desk } = parts;
  const tagged = draft.taggedNumber === undefined ? null : await desk.conversations.findByNumber(ctx.agent.id, draft.taggedNumber);
  if (draft.taggedNumber !== undefined && !tagged) return { kind: 'unclear', key: 'target.unknown-number' };

  const place = await findByPlace(parts, ctx, draft);
  if (place?.kind === 'conversation' && tagged && tagged.id !== place.conversationId) return { kind: 'unclear', key: 'target.tag-differs' };
  if (place) return place;
  if (tagged) return { kind: 'conversation', conversationId: tagged.id };
  if (ctx.place !== 'private') return { kind: 'none' };
  if (draft.replyToId !== undefined) {
    const link = await records.links.find(draft.chatId, draft.replyToId);
    return link ? { kind: 'conversation', conversationId: link.conversationId } : { kind: 'unclear', key: 'target.unknown-reply' };
  }
  const current = ctx.agent.currentConversationId;
  return current ? { kind: 'conversation', conversationId: current } : { kind: 'ask' };
}

async function findByPlace({ records }: Parts, ctx: AgentContext, draft: Draft): Promise<Target | null> {
  if (ctx.place === 'topic' && ctx.thread) {
    const isForBot = draft.replyToId !== undefined && (await records.links.find(draft.chatId, draft.replyToId)) !== null;
    if (ctx.group?.isReplyOnly && !isForBot && draft.intent === 'reply' && draft.taggedNumber === undefined) return { kind: 'none' };
    return { kind: 'conversation', conversationId: ctx.thread.conversationId };
  }
  if (draft.replyToId === undefined || ctx.place !== 'private') return null;
  const link = await records.links.find(draft.chatId, draft.replyToId);
  return link ? { kind: 'conversation', conversationId: link.conversationId } : null;
}

/** The conversation a command speaks of: `#1234` among its words, what it replies to, the topic, the current one; null when none of these. */
export async function findCommanded(
  { records, desk }: Parts,
  ctx: AgentContext,
  words: string,
): Promise<{ conversationId: string | null; words: string }> {
  const tag = /(?:^|\s)#(\d{1,9})(?=\s|$)/.exec(words);
  if (tag) {
    const found = await desk.conversations.findByNumber(ctx.agent.id, Number(tag[1]));
    return { conversationId: found?.id ?? null, words: words.replace(tag[0], ' ').trim() };
  }
  if (ctx.thread) return { conversationId: ctx.thread.conversationId, words };
  const answered = ctx.msg?.reply_to_message?.message_id;
  const link = answered === undefined ? null : await records.links.find(String(ctx.chat?.id ?? ''), answered);
  const current = ctx.place === 'private' ? ctx.agent.currentConversationId : null;
  return { conversationId: link?.conversationId ?? (answered === undefined ? current : null), words };
}
