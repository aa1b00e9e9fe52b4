import type { Message } from 'grammy/types';
import { draft as draftSchema } from './draft.ts';
import type { AgentContext, Parts } from '../parts.ts';
import { explainRefusal, isRefusal } from '../refusals.ts';
import { say } from '../sending/say.ts';
import { offerCorrection } from './hold-draft.ts';
import { readDraft } from './read-draft.ts';
import { sayAbout } from './say-about.ts';
import { submitDraft } from './submit-draft.ts';

/**
 * An agent changed a message. A note stays a note whatever it looks like now. A reply that now looks like a note (or stands in a topic that was
 * silenced since) is not changed at the customer's: the new words become a note of their own and the agent is told.
 */
export function createEditing(parts: Parts) {
  const { desk, records, botId } = parts;

  return async function edit(ctx: AgentContext, message: Message): Promise<void> {
    const draft = readDraft(message, botId);
    // Of a live location every step is an edit; customers get where it began.
    if (!draft || draft.location) return;
    if (message.media_group_id !== undefined && (await replacePart(draft.chatId, message.media_group_id, message.message_id, draft)))
      return;

    const link = await records.links.find(draft.chatId, message.message_id);
    if (!link?.hubMessageId || (link.kind !== 'own' && link.kind !== 'note')) {
      if (ctx.place === 'private') await say(ctx, ctx.t('edit.not-sent'));
      return;
    }
    if (link.kind === 'note') {
      await tell(ctx, () => desk.messages.edit(ctx.agent.id, link.hubMessageId ?? '', draft.text, 'plain'));
      return;
    }
    if (draft.intent !== 'reply' || ctx.thread?.isSilent) {
      await submitDraft(
        parts,
        ctx.agent,
        link.conversationId,
        { ...draft, files: [], intent: 'note' },
        { asNote: true, isCorrection: true },
      );
      return sayAbout(parts, draft, ctx.t('edit.kept-as-note'));
    }
    try {
      await desk.messages.edit(ctx.agent.id, link.hubMessageId, draft.text, draft.format);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (error.code !== 'channel.ability-missing' && error.code !== 'message.too-old') return tell(ctx, () => Promise.reject(error));
      await offerCorrection(parts, ctx.agent, link.conversationId, { ...draft, files: [] });
    }
  };

  /** Changes a part of an album that is still being gathered. */
  async function replacePart(chatId: string, groupId: string, messageId: number, draft: unknown): Promise<boolean> {
    const waiting = await records.albums.list(chatId, groupId);
    if (!waiting.some((part) => part.messageId === messageId)) return false;
    await records.albums.add({ chatId, groupId, messageId, part: { draft: draftSchema.parse(draft) } });
    return true;
  }

  async function tell(ctx: AgentContext, task: () => Promise<unknown>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await say(ctx, ctx.t('edit.refused', { reason: explainRefusal(ctx.t, error, parts.now()) }));
    }
  }
}
