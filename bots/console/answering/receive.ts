import type { Message } from 'grammy/types';
import { sendPriority, type PromptRecord, type Send } from '../desk-records.ts';
import type { AgentContext, Parts } from '../parts.ts';
import { say } from '../sending/say.ts';
import { draft as draftSchema, type Draft } from './draft.ts';
import { findTarget } from './find-target.ts';
import { askToWhom } from './hold-draft.ts';
import { mergeDrafts, readDraft } from './read-draft.ts';
import { sayAbout } from './say-about.ts';
import { submitDraft } from './submit-draft.ts';

/** Parts of an album come one by one; so long after the last one it is complete. */
const albumMs = 1200;

type AnswerPrompt = (ctx: AgentContext, prompt: PromptRecord, draft: Draft) => Promise<boolean>;

/** What agents write, from message to conversation. `answerPrompt` takes answers to the console's questions. */
export function createReceiving(parts: Parts, answerPrompt: AnswerPrompt) {
  const { desk, records, now, botId } = parts;

  /** A message of a linked agent in a private chat or a topic. */
  async function receive(ctx: AgentContext, message: Message): Promise<void> {
    const draft = readDraft(message, botId);
    if (!draft) {
      if (isContent(message)) await say(ctx, ctx.t('answer.unsupported'));
      return;
    }
    const meant = await withSilence(ctx, draft);
    const prompt = await findPrompt(ctx, meant);
    const groupId = message.media_group_id;
    if (prompt?.kind === 'note' && prompt.conversationId && groupId !== undefined) {
      // The question stays open until the album is whole, so that none of its parts can be taken for a reply.
      const target = { kind: 'conversation', conversationId: prompt.conversationId } as const;
      return keepPart(ctx, { ...meant, intent: 'note' }, groupId, target, prompt.id);
    }
    if (prompt && (await answerPrompt(ctx, prompt, meant))) return;
    if (await isLateAnswer(ctx, meant)) return;
    const target = await findTarget(parts, ctx, meant);
    if (target.kind === 'none') return;
    if (target.kind === 'unclear') return sayAbout(parts, meant, ctx.t(target.key));
    if (groupId !== undefined) return keepPart(ctx, meant, groupId, target);
    if (target.kind === 'ask') return askToWhom(parts, ctx.agent, meant);
    await submitDraft(parts, ctx.agent, target.conversationId, meant);
  }

  /** In a silent topic everything is a note. */
  async function withSilence(ctx: AgentContext, draft: Draft): Promise<Draft> {
    return ctx.thread?.isSilent && draft.intent === 'reply' ? { ...draft, intent: 'note' } : draft;
  }

  async function findPrompt(ctx: AgentContext, draft: Draft): Promise<PromptRecord | null> {
    const prompt = await records.prompts.findAwaiting(ctx.agent.id, draft.chatId, draft.threadId);
    if (!prompt) return null;
    // A reply to something else is meant for that, not for the question.
    return draft.replyToId === undefined || draft.replyToId === prompt.messageId ? prompt : null;
  }

  /** An answer to a question that is over may have been meant for the team only, so that is what it becomes. */
  async function isLateAnswer(ctx: AgentContext, draft: Draft): Promise<boolean> {
    const link = draft.replyToId === undefined ? null : await records.links.find(draft.chatId, draft.replyToId);
    if (link?.kind !== 'prompt') return false;
    await submitDraft(parts, ctx.agent, link.conversationId, { ...draft, intent: 'note' }, { asNote: true });
    await sayAbout(parts, draft, ctx.t('note.late'));
    return true;
  }

  async function keepPart(
    ctx: AgentContext,
    draft: Draft,
    groupId: string,
    target: { kind: 'conversation'; conversationId: string } | { kind: 'ask' },
    promptId?: string,
  ): Promise<void> {
    const conversationId = target.kind === 'conversation' ? target.conversationId : null;
    const messageId = draft.messageIds[0] ?? 0;
    await records.albums.add({ chatId: draft.chatId, groupId, messageId, part: { draft } });
    await records.sends.enqueue([
      {
        kind: 'album',
        chatId: draft.chatId,
        inTopic: draft.threadId !== undefined,
        conversationId,
        hubMessageId: null,
        data: { groupId, agentId: ctx.agent.id, ...(promptId === undefined ? {} : { promptId }) },
        priority: sendPriority.customerReply,
        dueAt: new Date(now().getTime() + albumMs),
        collapseKey: `album:${groupId}`,
        collapseDue: 'last',
      },
    ]);
  }

  /** The send of a complete album: all parts as one message. */
  async function sendAlbum(send: Send): Promise<void> {
    const groupId = String(send.data.groupId);
    const stored = await records.albums.list(send.chatId, groupId);
    const draft = mergeDrafts(stored.map(({ part }) => draftSchema.parse(part.draft)));
    const agent = await desk.agents.find(String(send.data.agentId));
    if (draft && agent) {
      if (send.conversationId === null) await askToWhom(parts, agent, draft);
      else await submitDraft(parts, agent, send.conversationId, draft);
    }
    await records.albums.remove(send.chatId, groupId);
    if (agent && typeof send.data.promptId === 'string') await records.prompts.take(send.data.promptId, agent.id);
  }

  return { receive, sendAlbum };
}

/** True for what a person sends, as opposed to Telegram's own notes such as a changed title. */
function isContent(message: Message): boolean {
  return Boolean(message.poll ?? message.dice ?? message.game ?? message.story ?? message.checklist ?? message.paid_media);
}
