import { z } from 'zod';
import { ChannelError } from '../../contract/error.ts';
import type { OutboundAttachment } from '../../contract/outbound.ts';
import { isRefusal } from '../api/errors.ts';
import type { VkClient } from '../api/client.ts';
import { fileForm } from './file-form.ts';
import { postFile } from './post-file.ts';

const server = z.object({ upload_url: z.url() });
const uploadedPhoto = z.object({ server: z.union([z.number(), z.string()]), photo: z.string().min(3), hash: z.string() });
const uploadedFile = z.object({ file: z.string().min(1) });
const place = z.object({ id: z.number(), owner_id: z.number(), access_key: z.string().optional() });
const photos = z.array(place).min(1);
const documents = z.object({ type: z.string(), doc: place.optional(), audio_message: place.optional(), graffiti: place.optional() });

/** Brings a file to VK and gives the reference by which a message carries it. A picture that VK does not take as one goes as a document. */
export async function uploadFile(client: VkClient, peerId: string, file: OutboundAttachment): Promise<string> {
  const form = fileForm(file);
  if (form !== 'photo') return uploadDocument(client, peerId, file, form);
  try {
    return await uploadPhoto(client, peerId, file);
  } catch (error) {
    const isRefused = isRefusal(error, 100, 129) || (error instanceof ChannelError && error.reason === 'media');
    if (!isRefused) throw error;
    return uploadDocument(client, peerId, file, 'doc');
  }
}

async function uploadPhoto(client: VkClient, peerId: string, file: OutboundAttachment): Promise<string> {
  const { upload_url } = await client.call('photos.getMessagesUploadServer', { peer_id: peerId }, server);
  const uploaded = uploadedPhoto.safeParse(await postFile(new URL(upload_url), 'photo', file));
  if (!uploaded.success) throw new ChannelError('media', { detail: `VK did not take ${file.name} as a photo` });
  const [saved] = await client.call('photos.saveMessagesPhoto', uploaded.data, photos);
  return referenceOf('photo', saved);
}

async function uploadDocument(client: VkClient, peerId: string, file: OutboundAttachment, type: 'doc' | 'audio_message'): Promise<string> {
  const { upload_url } = await client.call('docs.getMessagesUploadServer', { type, peer_id: peerId }, server);
  const uploaded = uploadedFile.safeParse(await postFile(new URL(upload_url), 'file', file));
  if (!uploaded.success) {
    // What is no voice message to VK is sound all the same.
    if (type === 'audio_message') return uploadDocument(client, peerId, file, 'doc');
    throw new ChannelError('media', { detail: `VK did not take ${file.name}` });
  }
  const title = type === 'doc' ? file.name : undefined;
  const saved = await client.call('docs.save', { ...uploaded.data, title }, documents);
  // A voice message is carried as a document as well.
  return referenceOf(saved.audio_message ? 'audio_message' : 'doc', saved.audio_message ?? saved.doc ?? saved.graffiti);
}

function referenceOf(type: string, saved: z.infer<typeof place> | undefined): string {
  if (!saved) throw new ChannelError('media', { detail: 'VK did not keep an uploaded file' });
  return `${type}${saved.owner_id}_${saved.id}${saved.access_key ? `_${saved.access_key}` : ''}`;
}
