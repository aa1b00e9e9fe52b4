import type { Language } from '../../api/fields.ts';
import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { searchTerms } from '../../core/search.ts';
import { isDuplicateKey } from '../../database/insert-once.ts';
import { difference, recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { announceSettings } from '../workspace/announce-settings.ts';
import { getQuickReply } from './find-quick-replies.ts';
import { QuickReply, type QuickReplyRecord } from './model.ts';
import { presentFields } from './present.ts';

/** What a quick reply is made of. Departments are checked by the caller. */
export interface QuickReplyFields {
  shortcut: string;
  title: string;
  text: string;
  language: Language | null;
  departmentIds: ObjectId[];
}

/** Some of it; absent fields stay. */
export type QuickReplyChange = { [Field in keyof QuickReplyFields]?: QuickReplyFields[Field] | undefined };

/** Makes a quick reply. Throws quick-reply.shortcut-taken. */
export async function createQuickReply(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  fields: QuickReplyFields,
  origin?: AuditOrigin,
): Promise<QuickReplyRecord> {
  const now = hub.now();
  const values = { ...fields, ...derived(fields), _id: new ObjectId(), workspaceId: actor.workspaceId, createdAt: now, updatedAt: now };
  const created = await refusingTakenShortcut(async () => (await QuickReply.create(values)).toObject());
  await record(hub, actor, 'quick-reply.created', created._id, { after: { ...presentFields(created) } }, origin);
  return created;
}

/** Changes a quick reply. Throws quick-reply.unknown, quick-reply.shortcut-taken. */
export async function updateQuickReply(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  quickReplyId: ObjectId,
  change: QuickReplyChange,
  origin?: AuditOrigin,
): Promise<QuickReplyRecord> {
  const before = await getQuickReply(actor, quickReplyId);
  const fields: QuickReplyFields = {
    shortcut: change.shortcut ?? before.shortcut,
    title: change.title ?? before.title,
    text: change.text ?? before.text,
    language: change.language === undefined ? before.language : change.language,
    departmentIds: change.departmentIds ?? before.departmentIds,
  };
  // Not findOneAndUpdate: FerretDB answers that with an internal error, and not with 11000, when a unique key is taken.
  await refusingTakenShortcut(() =>
    QuickReply.updateOne(
      { _id: quickReplyId, workspaceId: actor.workspaceId },
      { $set: { ...fields, ...derived(fields), updatedAt: hub.now() } },
    ).exec(),
  );
  const after = await getQuickReply(actor, quickReplyId);
  await record(hub, actor, 'quick-reply.updated', quickReplyId, difference(presentFields(before), presentFields(after)), origin);
  return after;
}

/** Removes a quick reply. Throws quick-reply.unknown. */
export async function deleteQuickReply(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  quickReplyId: ObjectId,
  origin?: AuditOrigin,
): Promise<void> {
  const removed = await QuickReply.findOneAndDelete({ _id: quickReplyId, workspaceId: actor.workspaceId }).lean<QuickReplyRecord | null>();
  if (!removed) throw new HubError('quick-reply.unknown');
  await record(hub, actor, 'quick-reply.deleted', quickReplyId, { before: { ...presentFields(removed) } }, origin);
}

interface Changed {
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

async function record(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  action: string,
  id: ObjectId,
  changed: Changed,
  origin?: AuditOrigin,
): Promise<void> {
  await recordAudit(hub, actor, { action, target: { type: 'quick-reply', id }, ...changed, origin });
  await announceSettings(hub, actor, 'quick-replies', id);
}

function derived({ shortcut, title, text }: QuickReplyFields) {
  return { shortcutKey: shortcut.normalize('NFKC').toLowerCase(), terms: searchTerms(shortcut, title, text) };
}

async function refusingTakenShortcut<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (isDuplicateKey(error)) throw new HubError('quick-reply.shortcut-taken', {}, { cause: error });
    throw error;
  }
}
