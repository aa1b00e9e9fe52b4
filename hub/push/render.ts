import type { PushPayload } from '../api/team/push.ts';
import { can } from '../core/actor.ts';
import { toActor } from '../domain/agent/find-agent-actor.ts';
import { Agent, type AgentRecord } from '../domain/agent/model.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { visibleTo } from '../domain/conversation/policy.ts';
import { previewOf } from '../domain/conversation/preview.ts';
import type { PushSendRecord } from '../domain/push/model.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';
import { getWorkspace } from '../domain/workspace/get-workspace.ts';
import { cut, fillIn, inWords, pushTextsOf, type PushTexts } from './texts.ts';

const nameLength = 60;
const textLength = 140;
/** A conversation is opened a moment before its first message is there. */
const firstMessageMs = 5000;

/** What a push says. */
interface Words {
  title: string;
  body: string;
}

/**
 * What the agent's browsers are to show, by what is true now: null where there is nothing to tell any more (the seat is closed, the
 * agent may not see it, it is somebody else's by now, the message is deleted), 'wait' where there soon will be.
 */
export async function renderPush(send: PushSendRecord, now: Date): Promise<PushPayload | 'wait' | null> {
  const { workspaceId, agentId, conversationId } = send;
  const agent = await Agent.findOne({ _id: agentId, workspaceId, isActive: true }).lean<AgentRecord | null>();
  if (!agent) return null;
  const texts = pushTextsOf[agent.language ?? (await getWorkspace(workspaceId)).language];
  if (!conversationId) return present(send, { title: texts.test, body: texts.testBody });

  const actor = toActor(agent);
  if (!can(actor, 'conversation.view')) return null;
  const conversation = await Conversation.findOne({
    $and: [{ _id: conversationId }, visibleTo(actor)],
  }).lean<ConversationRecord | null>();
  if (!conversation || conversation.contact.blocked || !isStillTrue(send, conversation)) return null;
  // Opened by a message of ours, as far as a few seconds show: nobody waits for an answer.
  if (send.kind === 'newConversation' && conversation.lastInboundAt === null)
    return now.getTime() - send.at.getTime() < firstMessageMs ? 'wait' : null;
  const text = await readText(send, conversation, texts);
  if (text === null) return null;
  return present(send, { title: titleOf(send, conversation, texts), body: cut(text || texts.message, textLength) });
}

function isStillTrue({ kind, agentId }: PushSendRecord, { assigneeId, status }: ConversationRecord): boolean {
  if (kind === 'newConversation') return assigneeId === null && status === 'open';
  if (kind === 'mention') return true;
  return assigneeId !== null && assigneeId.equals(agentId);
}

/** What the message it tells of says, else the conversation's newest; null for a message that is gone, nothing while there is none yet. */
async function readText(
  { messageId, workspaceId }: PushSendRecord,
  conversation: ConversationRecord,
  texts: PushTexts,
): Promise<string | null> {
  if (!messageId) return inWords(conversation.preview, texts);
  const found = await Message.findOne({ _id: messageId, workspaceId, conversationId: conversation._id }).lean<MessageRecord | null>();
  if (!found || found.deletedAt) return null;
  return found.text.trim() || inWords(previewOf(found), texts);
}

function titleOf({ kind, byName }: PushSendRecord, { contact }: ConversationRecord, texts: PushTexts): string {
  const pattern = kind === 'assigned' && byName === null ? texts.assignedByHub : texts[kind];
  return fillIn(pattern, { contact: cut(contact.name, nameLength), by: cut(byName ?? '', nameLength) });
}

function present({ kind, conversationId, workspaceId, isSilent, at }: PushSendRecord, words: Words): PushPayload {
  const conversation = conversationId?.toHexString() ?? null;
  const workspace = workspaceId.toHexString();
  return {
    v: 1,
    kind,
    conversationId: conversation,
    workspaceId: workspace,
    ...words,
    tag: conversation ?? 'test',
    renotify: true,
    silent: isSilent,
    url: conversation ? `/admin/inbox/all/${conversation}?workspace=${workspace}` : `/admin?workspace=${workspace}`,
    at: at.toISOString(),
  };
}
