import type { DraftMode } from '../../../api/customers/drafts.ts';
import type { TextFormat } from '../../../../bots/contract/content.ts';
import type { Actor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { getConversation } from '../get.ts';
import { Conversation } from '../model.ts';
import { visibleTo } from '../policy.ts';
import { requireMentioned } from '../sending/mentions.ts';
import { answered, attachFiles } from '../sending/outgoing.ts';
import { ConversationRead, readIdOf, type ConversationReadRecord, type DraftRecord } from './model.ts';
import { changeOwn, findOwn, requireAgent } from './own-record.ts';

/** A draft as its author gives it; ids are of the wire. */
export interface GivenDraft {
  conversationId: string;
  mode: DraftMode;
  text: string;
  format: TextFormat;
  attachments: string[];
  replyTo?: string | undefined;
  mentions: string[];
}

type Drafts = ConversationReadRecord['drafts'];

/** Keeps the agent's draft; one without text and files is removed. Throws conversation.unknown, file.unknown, message.unknown, agent.unknown. */
export async function saveDraft(hub: Pick<Hub, 'now'>, actor: Actor, given: GivenDraft): Promise<Drafts> {
  const agent = requireAgent(actor);
  const conversation = await getConversation(actor, given.conversationId);
  const [files, replyTo, mentions] = await Promise.all([
    attachFiles(actor, given.attachments),
    answered(conversation, given.replyTo),
    requireMentioned(actor, given.mentions),
  ]);
  if (given.text.trim() === '' && files.length === 0) return removeDraft(agent.agentId, conversation._id, given.mode);
  const updatedAt = hub.now();
  const draft: DraftRecord = {
    text: given.text,
    format: given.format,
    fileIds: files.flatMap(({ fileId }) => fileId ?? []),
    ...(replyTo?.messageId && { replyTo: replyTo.messageId }),
    mentions,
    updatedAt,
  };
  const { drafts } = await changeOwn(hub, agent, conversation._id, { $set: { [`drafts.${given.mode}`]: draft, draftAt: updatedAt } });
  return drafts;
}

/** Both drafts of the agent in a conversation. Throws conversation.unknown. */
export async function findDrafts(actor: Actor, conversationId: string): Promise<Drafts> {
  const agent = requireAgent(actor);
  const conversation = await getConversation(actor, conversationId);
  return (await findOwn(agent, conversation._id))?.drafts ?? {};
}

/** Removes the draft that a message was made of. One that was saved after the message was written is another, and stays. */
export async function clearDraft(agentId: ObjectId, conversationId: ObjectId, mode: DraftMode, writtenAt: Date): Promise<void> {
  await removeDraft(agentId, conversationId, mode, { [`drafts.${mode}.updatedAt`]: { $lte: writtenAt } });
}

async function removeDraft(
  agentId: ObjectId,
  conversationId: ObjectId,
  mode: DraftMode,
  where: Record<string, unknown> = {},
): Promise<Drafts> {
  const _id = readIdOf(conversationId, agentId);
  const other: DraftMode = mode === 'reply' ? 'note' : 'reply';
  const left = await ConversationRead.findOneAndUpdate(
    { _id, [`drafts.${mode}`]: { $exists: true }, ...where },
    { $unset: { [`drafts.${mode}`]: 1 } },
    { returnDocument: 'after' },
  ).lean<ConversationReadRecord | null>();
  if (!left) return (await ConversationRead.findOne({ _id }).lean<ConversationReadRecord | null>())?.drafts ?? {};
  if (!left.drafts[other]) await ConversationRead.updateOne({ _id, 'drafts.reply': null, 'drafts.note': null }, { $unset: { draftAt: 1 } });
  return left.drafts;
}

const mostDrafts = 100;

/** A draft in a list. */
export interface ListedDraft {
  conversationId: ObjectId;
  mode: DraftMode;
  draft: DraftRecord;
}

/** The agent's drafts in conversations it may still see, newest first; two database calls. */
export async function listDrafts(actor: Actor): Promise<ListedDraft[]> {
  const { agentId, workspaceId } = requireAgent(actor);
  const kept = await ConversationRead.find({ agentId, workspaceId, draftAt: { $exists: true } })
    .sort({ draftAt: -1, _id: -1 })
    .limit(mostDrafts)
    .lean<ConversationReadRecord[]>();
  if (kept.length === 0) return [];
  const seen = await Conversation.find({ $and: [{ _id: { $in: kept.map(({ conversationId }) => conversationId) } }, visibleTo(actor)] })
    .select({ _id: 1 })
    .lean<{ _id: ObjectId }[]>();
  const visible = new Set(seen.map(({ _id }) => _id.toHexString()));
  return kept
    .filter(({ conversationId }) => visible.has(conversationId.toHexString()))
    .flatMap(({ conversationId, drafts }) =>
      (['reply', 'note'] as const).flatMap((mode) => (drafts[mode] ? [{ conversationId, mode, draft: drafts[mode] }] : [])),
    )
    .sort((a, b) => b.draft.updatedAt.getTime() - a.draft.updatedAt.getTime())
    .slice(0, mostDrafts);
}
