import { HubError } from '../../core/error.ts';
import { ObjectId } from '../../core/ids.ts';
import { Message, type MessageRecord } from '../../domain/timeline/model.ts';
import type { DeskTools } from './tools.ts';

const most = 5000;

/** Which file an attachment is, of those messages that were read lately: what is sent was read just before. */
const known = new WeakMap<DeskTools, Map<string, ObjectId>>();

/** Remembers a message's files for `findFileOf`. */
export function rememberFiles(tools: DeskTools, { attachments }: MessageRecord): void {
  const files = known.get(tools) ?? new Map<string, ObjectId>();
  known.set(tools, files);
  for (const { _id, fileId } of attachments) if (fileId) files.set(_id.toHexString(), fileId);
  for (const oldest of files.keys()) {
    if (files.size <= most) return;
    files.delete(oldest);
  }
}

/** The file behind an attachment's id; throws file.unknown. */
export async function findFileOf(tools: DeskTools, attachmentId: string): Promise<ObjectId> {
  const remembered = known.get(tools)?.get(attachmentId);
  if (remembered) return remembered;
  const id = new ObjectId(attachmentId);
  const message = await Message.findOne({ workspaceId: tools.workspaceId, 'attachments._id': id }).lean<MessageRecord | null>();
  const fileId = message?.attachments.find(({ _id }) => _id.equals(id))?.fileId;
  if (!fileId) throw new HubError('file.unknown', { attachmentId });
  return fileId;
}
