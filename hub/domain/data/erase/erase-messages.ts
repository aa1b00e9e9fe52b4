import type { ErasureReport } from '../../../api/customers/contacts.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { File, type FileRecord } from '../../file/model.ts';
import { Message, type MessageRecord } from '../../timeline/model.ts';
import type { ErasureScope } from './scope.ts';

type FileReport = Pick<ErasureReport, 'files' | 'sharedFiles'>;

const batch = 200;

/** Removes a contact's messages, each batch's files first: a message that is still there is what leads to its files after a crash. */
export async function eraseMessages(hub: Pick<Hub, 'files'>, scope: ErasureScope): Promise<FileReport & { messages: number }> {
  const report = { files: [] as ErasureReport['files'], sharedFiles: 0, messages: 0 };
  const ofContact = { conversationId: { $in: scope.conversationIds } };
  if (scope.conversationIds.length === 0) return report;
  for (;;) {
    const found = await Message.find(ofContact)
      .select({ 'attachments.fileId': 1 })
      .limit(batch)
      .lean<Pick<MessageRecord, '_id' | 'attachments'>[]>();
    if (found.length === 0) return report;
    const { files, sharedFiles } = await eraseFiles(hub, scope, fileIdsOf(found));
    report.files.push(...files);
    report.sharedFiles += sharedFiles;
    const { deletedCount } = await Message.deleteMany({ _id: { $in: found.map(({ _id }) => _id) } });
    report.messages += deletedCount;
  }
}

/** Removes files, bytes before record, except those that a message to somebody else shows too (an agent may send one file to many). */
export async function eraseFiles(hub: Pick<Hub, 'files'>, scope: ErasureScope, fileIds: ObjectId[]): Promise<FileReport> {
  if (fileIds.length === 0) return { files: [], sharedFiles: 0 };
  const elsewhere = await Message.find({
    workspaceId: scope.workspaceId,
    'attachments.fileId': { $in: fileIds },
    conversationId: { $nin: scope.conversationIds },
  })
    .select({ 'attachments.fileId': 1 })
    .lean<Pick<MessageRecord, 'attachments'>[]>();
  const shared = new Set(fileIdsOf(elsewhere).map(String));
  const records = await File.find({ _id: { $in: fileIds }, workspaceId: scope.workspaceId }).lean<FileRecord[]>();
  const removable = records.filter(({ _id }) => !shared.has(String(_id)));
  for (const { _id, key } of removable) {
    await hub.files.remove(key);
    await File.deleteOne({ _id });
  }
  return {
    files: removable.map(({ _id, name, size }) => ({ id: _id.toHexString(), name, size })),
    sharedFiles: records.length - removable.length,
  };
}

function fileIdsOf(messages: readonly Pick<MessageRecord, 'attachments'>[]): ObjectId[] {
  return messages.flatMap(({ attachments = [] }) => attachments.flatMap(({ fileId }) => fileId ?? []));
}
