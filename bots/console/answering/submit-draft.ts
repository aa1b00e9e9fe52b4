import type { MessageView } from '../../../hub/api/customers/messages.ts';
import type { DeskAgent, DeskConversation } from '../desk-views.ts';
import { sendPriority, type MessageLink } from '../desk-records.ts';
import type { Parts } from '../parts.ts';
import { explainRefusal, findStale, isRefusal } from '../refusals.ts';
import type { Draft } from './draft.ts';
import { fetchLimitText, holdDraft } from './hold-draft.ts';
import { findTooLarge, uploadFiles } from './fetch-files.ts';
import { sayAbout } from './say-about.ts';

/** What the agent has decided already. */
export interface Decision {
  asNote?: boolean;
  /** Goes out although a colleague answered, or has the conversation. */
  force?: boolean;
  /** The draft is an edit whose words go out as a message of their own. */
  isCorrection?: boolean;
}

/** Sends what an agent wrote to a conversation, or keeps it as a note, or holds it back with buttons to decide. */
export async function submitDraft(
  parts: Parts,
  agent: DeskAgent,
  conversationId: string,
  draft: Draft,
  decision: Decision = {},
): Promise<void> {
  const t = parts.texts[agent.language];
  const tooLarge = findTooLarge(draft);
  if (tooLarge) return sayAbout(parts, draft, fetchLimitText(t, tooLarge));
  try {
    const isNote = decision.asNote === true || draft.intent !== 'reply';
    const conversation = await parts.desk.conversations.get(agent.id, conversationId);
    if (!isNote && !decision.force && (await isSomebodyElses(parts, agent, conversation))) {
      return await holdDraft(
        parts,
        agent,
        conversation.id,
        draft,
        t('hold.foreign', { name: conversation.assigneeName ?? '?', number: conversation.number }),
      );
    }
    if (!isNote) await takeByReply(parts, agent, conversation);
    await send(parts, agent, conversation, draft, isNote, decision);
    if (draft.intent === 'doubtful' && !decision.asNote) await sayAbout(parts, draft, t('note.doubtful'));
  } catch (error) {
    const stale = findStale(error);
    if (stale) return holdDraft(parts, agent, conversationId, draft, staleText(parts, agent, stale.messages));
    if (!isRefusal(error)) throw error;
    await sayAbout(parts, draft, t('answer.not-sent', { reason: explainRefusal(t, error, parts.now()) }));
  }
}

async function send(
  parts: Parts,
  agent: DeskAgent,
  conversation: DeskConversation,
  draft: Draft,
  isNote: boolean,
  decision: Decision,
): Promise<void> {
  const { desk, records, botId } = parts;
  const attachments = await uploadFiles(parts, agent.id, draft);
  const replied = draft.replyToId === undefined ? null : await records.links.find(draft.chatId, draft.replyToId);
  const message = await desk.messages.send(agent.id, conversation.id, {
    kind: isNote ? 'note' : 'text',
    text: draft.text,
    format: draft.format,
    attachments,
    ...(draft.location ? { location: draft.location } : {}),
    ...(replied?.hubMessageId && replied.conversationId === conversation.id ? { replyTo: replied.hubMessageId } : {}),
    clientId: `tg:${botId}:${draft.chatId}:${draft.messageIds[0] ?? 0}${decision.isCorrection ? `:${draft.at}` : ''}`,
    seenSeq: await records.links.lastSeq(draft.chatId, conversation.id, new Date(draft.at)),
    ...(decision.force ? { force: true } : {}),
  });
  await linkOwn(parts, conversation.id, draft, message);
}

/** Remembers which Telegram messages are this one, and shows what becomes of it by a reaction. */
async function linkOwn({ records, now }: Parts, conversationId: string, draft: Draft, message: MessageView): Promise<void> {
  const kind = message.kind === 'note' ? 'note' : 'own';
  const thread = draft.threadId === undefined ? {} : { threadId: draft.threadId };
  const place = { chatId: draft.chatId, ...thread, conversationId, hubMessageId: message.id, seq: message.seq };
  await records.links.add(draft.messageIds.map((messageId, part): MessageLink => ({ ...place, messageId, part, kind })));
  const inTopic = draft.threadId !== undefined;
  await records.sends.enqueue([
    {
      kind: 'receipt',
      chatId: draft.chatId,
      inTopic,
      conversationId,
      hubMessageId: message.id,
      data: {},
      priority: sendPriority.customerReply,
      dueAt: now(),
      collapseKey: `receipt:${message.id}`,
    },
  ]);
}

/** A colleague has it, and this agent has not yet answered in it: asked once. */
async function isSomebodyElses(parts: Parts, agent: DeskAgent, conversation: DeskConversation): Promise<boolean> {
  if (conversation.assigneeId === null || conversation.assigneeId === agent.id) return false;
  const recent = await parts.desk.conversations.history(agent.id, conversation.id, { limit: 30 });
  const handedOver = recent.findLastIndex((message) => message.event?.type === 'assigned');
  return !recent.slice(handedOver + 1).some((message) => message.kind === 'text' && message.author.id === agent.id);
}

async function takeByReply(parts: Parts, agent: DeskAgent, conversation: DeskConversation): Promise<void> {
  if (conversation.assigneeId !== null || conversation.status === 'closed' || !agent.settings.takeByReply) return;
  await parts.desk.conversations.take(agent.id, conversation.id);
}

function staleText(parts: Parts, agent: DeskAgent, messages: MessageView[]): string {
  const t = parts.texts[agent.language];
  const said = messages.map((message) => `${message.author.name}: ${message.text || t('message.files')}`);
  return `${t('hold.stale')}\n\n${said.join('\n').slice(0, 3000)}`;
}
