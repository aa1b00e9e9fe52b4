import type { DraftMode } from '../../../../hub/api/customers/drafts.ts';
import { editMessage, type MessageView } from '../../../../hub/api/customers/messages.ts';
import { api } from '../../../data/api.ts';
import { composingOf, stopEdit, type Editing } from '../../../data/conversations/composing.ts';
import { isMine } from '../../../data/conversations/thread-live.ts';
import { openThread } from '../../../data/conversations/thread-store.ts';

/** The newest message of the signed-in agent that can get a new wording; undefined where there is none in memory. */
export function findLastOwn(conversationId: string, mode: DraftMode): MessageView | undefined {
  const kind = mode === 'note' ? 'note' : 'text';
  const last = openThread(conversationId)
    .messages.peek()
    .findLast((message) => message.kind === kind && isMine(message) && !message.deletedAt);
  return last?.text && last.delivery?.state !== 'sending' && last.delivery?.state !== 'unknown' ? last : undefined;
}

/** Gives the message its new wording and leaves the editing. Throws what the call throws: the wording stays in the field. False: nothing was new. */
export async function saveEdit({ message, text, format }: Editing): Promise<boolean> {
  const { conversationId, id } = message;
  const wording = text.trim();
  const isNew = wording !== message.text || format !== message.format;
  if (isNew) {
    const changed = await api.call(editMessage, { params: { conversationId, messageId: id }, body: { text: wording, format } });
    openThread(conversationId).keep([changed]);
  }
  if (composingOf(conversationId).peek().editing?.message.id === id) stopEdit(conversationId);
  return isNew;
}
