import type { Draft, DraftMode, Drafts } from '../../../api/customers/drafts.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { fileUrl } from '../../file/link.ts';
import { File, type FileRecord } from '../../file/model.ts';
import type { ConversationReadRecord, DraftRecord } from './model.ts';

/** Drafts as their author sees them, with their files ready to show; one database call where there are files. */
export async function presentDrafts(
  hub: Pick<Hub, 'secrets' | 'now' | 'baseUrl'>,
  workspaceId: ObjectId,
  { reply, note }: ConversationReadRecord['drafts'],
): Promise<Drafts> {
  const fileIds = [...(reply?.fileIds ?? []), ...(note?.fileIds ?? [])];
  const files = fileIds.length > 0 ? await File.find({ _id: { $in: fileIds }, workspaceId }).lean<FileRecord[]>() : [];
  const present = (mode: DraftMode, draft: DraftRecord | undefined) => (draft ? presentDraft(hub, mode, draft, files) : null);
  return { reply: present('reply', reply), note: present('note', note) };
}

function presentDraft(
  hub: Pick<Hub, 'secrets' | 'now' | 'baseUrl'>,
  mode: DraftMode,
  { text, format, fileIds, replyTo, mentions, updatedAt }: DraftRecord,
  files: readonly FileRecord[],
): Draft {
  return {
    mode,
    text,
    format,
    attachments: fileIds
      .flatMap((fileId) => files.find(({ _id }) => _id.equals(fileId)) ?? [])
      .map(({ _id, name, mimeType, size, createdAt }) => {
        const id = _id.toHexString();
        return { id, name, mimeType, size, url: fileUrl(hub, id, name), createdAt: createdAt.toISOString() };
      }),
    ...(replyTo && { replyTo: replyTo.toHexString() }),
    mentions: mentions.map((agentId) => agentId.toHexString()),
    updatedAt: updatedAt.toISOString(),
  };
}
