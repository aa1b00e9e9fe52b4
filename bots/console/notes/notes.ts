import type { Press } from '../cards/callback-data.ts';
import { askForText } from '../sending/ask-for-text.ts';
import { sendPriority, type PromptRecord } from '../desk-records.ts';
import type { AgentContext, Parts } from '../parts.ts';
import { say } from '../sending/say.ts';
import { readDraft } from '../answering/read-draft.ts';
import type { Draft } from '../answering/draft.ts';
import { submitDraft } from '../answering/submit-draft.ts';

/** Notes by button, by command, and silent topics. */
export function createNotes(parts: Parts) {
  const { records, now, botId } = parts;

  return {
    async note(ctx: AgentContext, { id }: Press): Promise<void> {
      await askForText(parts, ctx, 'note', id, ctx.t('note.prompt'));
    },

    async transferNote(ctx: AgentContext, { id }: Press): Promise<void> {
      await askForText(parts, ctx, 'note', id, ctx.t('note.prompt-transfer'));
    },

    /** /note words; without any it asks for them. (A caption that begins with /note is read as a message.) */
    async noteByCommand(ctx: AgentContext, conversationId: string, words: string): Promise<void> {
      const draft = ctx.msg ? readDraft(ctx.msg, botId) : null;
      if (!draft || words === '') return askForText(parts, ctx, 'note', conversationId, ctx.t('note.prompt'));
      await submitDraft(parts, ctx.agent, conversationId, { ...draft, text: words, intent: 'note' }, { asNote: true });
    },

    /** The answer to "what should the note say?". */
    async answerNote(ctx: AgentContext, prompt: PromptRecord, draft: Draft): Promise<void> {
      await records.prompts.take(prompt.id, ctx.agent.id);
      if (prompt.conversationId) await submitDraft(parts, ctx.agent, prompt.conversationId, draft, { asNote: true });
    },

    /** /silent: every message of the topic is a note until it is said again. */
    async toggleSilent(ctx: AgentContext): Promise<void> {
      const { thread } = ctx;
      if (!thread) return void (await say(ctx, ctx.t('silent.topics-only')));
      const isSilent = !thread.isSilent;
      await records.threads.update(thread.chatId, thread.conversationId, { isSilent });
      await say(ctx, ctx.t(isSilent ? 'silent.on' : 'silent.off'));
      await records.sends.enqueue([
        {
          kind: 'topic',
          chatId: thread.chatId,
          inTopic: true,
          conversationId: thread.conversationId,
          hubMessageId: null,
          data: { language: ctx.language },
          priority: sendPriority.topicEdit,
          dueAt: now(),
          collapseKey: `topic:${thread.conversationId}`,
        },
      ]);
    },
  };
}
