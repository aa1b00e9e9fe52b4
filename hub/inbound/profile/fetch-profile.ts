import type { Connection } from '../../../bots/contract/channel.ts';
import type { Sender } from '../../../bots/contract/inbound.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { systemActor } from '../../core/actor.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import type { ObjectId } from '../../core/ids.ts';
import { announceContact } from '../../domain/contact/announce.ts';
import type { ContactRecord } from '../../domain/contact/model.ts';
import { claimProfile, takeProfile } from '../../domain/contact/take-profile.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { File, type FileRecord } from '../../domain/file/model.ts';
import { removeFile } from '../../domain/file/remove-file.ts';
import { storeFile } from '../../domain/file/store-file.ts';
import { takeName } from './take-name.ts';

export type ProfileTools = Pick<Hub, 'now' | 'log' | 'files' | 'config' | 'facts'>;

const fetchTimeoutMs = 30_000;

/** Asks the provider who a contact is and keeps the answer, at most once a day; two database calls when there is nothing new. */
export async function fetchProfile(hub: ProfileTools, channel: ConnectedChannel, sender: Sender, contactId: ObjectId): Promise<void> {
  const { connection, workspaceId } = channel;
  if (!connection.fetchProfile) return;
  const contact = await claimProfile(hub, workspaceId, contactId);
  if (!contact) return;
  const profile = await connection.fetchProfile(sender);
  if (profile.name !== undefined && profile.name !== sender.name) {
    await takeName(hub, channel, { externalId: sender.externalId, name: profile.name }, contactId);
    await announceContact(hub, systemActor(workspaceId), 'contact.changed', contactId);
  }
  const picture = profile.avatarRef === undefined ? null : await storePicture(hub, connection, contact, profile.avatarRef);
  const isKept = await takeProfile(hub, contact, { ...profile, ...(picture && { avatarFileId: picture._id }) });
  if (!isKept) return picture ? removeFile(hub, workspaceId, picture._id) : undefined;
  if (!picture) return;
  await Conversation.updateMany(
    { workspaceId, contactId },
    { $set: { 'contact.avatarFileId': picture._id, changedAt: hub.now() }, $inc: { rev: 1 } },
  );
  if (contact.avatarFileId) await removeFile(hub, workspaceId, contact.avatarFileId);
  await announceContact(hub, systemActor(workspaceId), 'contact.changed', contactId);
}

/** Null when it is the picture we have. */
async function storePicture(hub: ProfileTools, connection: Connection, contact: ContactRecord, ref: string): Promise<FileRecord | null> {
  const { stream, mimeType = 'application/octet-stream' } = await connection.fetchFile(ref, AbortSignal.timeout(fetchTimeoutMs));
  const file = await storeFile(hub, contact.workspaceId, { name: 'avatar', mimeType, content: stream });
  const present = contact.avatarFileId && (await File.findById(contact.avatarFileId).lean<FileRecord | null>());
  // Whatever calls itself a picture and is none is not shown as one.
  if (present?.sha256 !== file.sha256 && file.mimeType.startsWith('image/')) return file;
  await removeFile(hub, contact.workspaceId, file._id);
  return null;
}
