import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { File, type FileRecord } from '../../file/model.ts';
import type { AttachmentRecord, MessageRecord } from '../../timeline/model.ts';
import type { ExportRecord } from './export-record.ts';

/** The files of some messages. One that an agent sent several times comes once: `shared` remembers those. */
export async function* exportFiles(
  hub: Pick<Hub, 'files'>,
  workspaceId: ObjectId,
  messages: readonly MessageRecord[],
  shared: Set<string>,
): AsyncGenerator<ExportRecord> {
  const paths = new Map<string, string>();
  for (const message of messages) {
    for (const { fileId, name } of message.attachments.filter(isStored)) {
      if (isNew(message, fileId, shared)) paths.set(fileId.toHexString(), pathOf(fileId, name));
    }
  }
  if (paths.size === 0) return;
  const files = await File.find({ _id: { $in: [...paths.keys()] }, workspaceId }).lean<FileRecord[]>();
  for (const { _id, key, name, mimeType, size, sha256, createdAt } of files) {
    const path = paths.get(_id.toHexString()) ?? pathOf(_id, name);
    const record = { id: _id.toHexString(), name, mimeType, size, sha256, createdAt: createdAt.toISOString(), path };
    yield { kind: 'files', record, file: { path, open: () => hub.files.open(key) } };
  }
}

/** Where each attachment's file lies in the export, in the attachments' order; null for one that is not there. */
export function fileNames({ attachments }: Pick<MessageRecord, 'attachments'>): (string | null)[] {
  return attachments.map((attachment) => (isStored(attachment) ? pathOf(attachment.fileId, attachment.name) : null));
}

function isStored(attachment: AttachmentRecord): attachment is AttachmentRecord & { fileId: ObjectId } {
  return attachment.fileId !== undefined && attachment.state === 'ready';
}

/** What came in belongs to one message; only ours may be sent again, so only those are remembered. */
function isNew({ direction }: MessageRecord, id: ObjectId, shared: Set<string>): boolean {
  if (direction === 'in') return true;
  const isFirst = !shared.has(id.toHexString());
  shared.add(id.toHexString());
  return isFirst;
}

/** Senders choose names, so only the extension is taken over. */
function pathOf(id: ObjectId, name: string): string {
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1];
  return `files/${id.toHexString()}${extension ? `.${extension.toLowerCase()}` : ''}`;
}
