import { HubError } from '../../../core/error.ts';
import { toObjectId, type ObjectId } from '../../../core/ids.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { KnownWidget } from '../../../core/widget/known-widgets.ts';
import type { VisitorCaller } from '../../../core/widget/visitor-caller.ts';
import { attachFiles } from '../../conversation/sending/outgoing.ts';
import { removeFile } from '../../file/remove-file.ts';
import { Message, type AttachmentRecord } from '../../timeline/model.ts';
import { VisitorUpload, type VisitorUploadRecord } from './model.ts';

const keptMs = 24 * 3_600_000;

/**
 * Attachments of a visitor's message from files that this visitor uploaded; no database call without files. A repeat of a message that
 * took them already gets none: it is stored. Throws file.unknown, visitor.files-off.
 */
export async function claimUploads(
  visitor: VisitorCaller,
  { settings }: KnownWidget,
  fileIds: readonly string[],
  messageId: ObjectId,
): Promise<AttachmentRecord[]> {
  if (fileIds.length === 0) return [];
  if (!settings.files.isAllowed) throw new HubError('visitor.files-off');
  const found = await VisitorUpload.find(ofVisitor(visitor, fileIds)).select({ _id: 1 }).lean<{ _id: ObjectId }[]>();
  const missing = fileIds.find((fileId) => !found.some(({ _id }) => _id.equals(fileId)));
  if (missing === undefined) return attachFiles({ workspaceId: visitor.workspaceId }, fileIds);
  if (await Message.exists({ _id: messageId, workspaceId: visitor.workspaceId })) return [];
  throw new HubError('file.unknown', { fileId: missing });
}

/** A message has them now. */
export async function forgetUploads(visitor: VisitorCaller, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length > 0) await VisitorUpload.deleteMany(ofVisitor(visitor, fileIds));
}

function ofVisitor({ workspaceId, channelId, identity }: VisitorCaller, fileIds: readonly string[]) {
  return { _id: { $in: fileIds.map(toObjectId) }, workspaceId, channelId, identity };
}

/** Removes what nobody sent within a day; for a sweep. One that a message has after all (a crash before it was noted) stays. */
export async function removeUnsent(hub: Pick<Hub, 'now' | 'files'>): Promise<void> {
  const old = await VisitorUpload.find({ createdAt: { $lt: new Date(hub.now().getTime() - keptMs) } })
    .sort({ createdAt: 1 })
    .limit(200)
    .lean<VisitorUploadRecord[]>();
  for (const { _id, workspaceId } of old) {
    const isSent = await Message.exists({ workspaceId, 'attachments.fileId': _id });
    if (!isSent) await removeFile(hub, workspaceId, _id);
    await VisitorUpload.deleteOne({ _id });
  }
}
