import { z } from 'zod';
import { ChannelError } from '../../contract/error.ts';
import type { OutboundAttachment } from '../../contract/outbound.ts';
import type { GraphClient } from '../client.ts';
import { uploads } from '../limits.ts';
import type { UploadType } from '../limits.ts';

const uploaded = z.object({ attachment_id: z.union([z.string().min(1), z.number().transform(String)]) });

const uploadTimeoutMs = 300_000;

const types: Record<OutboundAttachment['kind'], UploadType> = {
  image: 'image',
  sticker: 'image',
  video: 'video',
  audio: 'audio',
  voice: 'audio',
  document: 'file',
};

/** What a file is sent as. A document of a kind that is shown as such goes out as that, since only a PDF may be one. Throws `media` when Instagram would refuse it. */
export function uploadTypeOf({ kind, name, mimeType, size }: OutboundAttachment): UploadType {
  const mime = plainMime(mimeType);
  const own = types[kind];
  const fitting = takes(own, mime)
    ? own
    : kind === 'document'
      ? (['image', 'video', 'audio'] as const).find((type) => takes(type, mime))
      : undefined;
  if (!fitting) throw new ChannelError('media', { detail: `Instagram takes ${uploads[own].words}; ${name} is ${mime}` });
  const { bytes } = uploads[fitting];
  if (size <= bytes) return fitting;
  const megabytes = Math.ceil((size / 1024 / 1024) * 10) / 10;
  throw new ChannelError('media', { detail: `${name} has ${megabytes} MB, Instagram takes at most ${bytes / 1024 / 1024} MB` });
}

function takes(type: UploadType, mime: string): boolean {
  const known: readonly string[] = uploads[type].types;
  return known.includes(mime);
}

/** Hands a file over to Instagram, so that the hub needs no public address; gives the id that a message sends it by. */
export async function upload(client: Pick<GraphClient, 'call'>, attachment: OutboundAttachment): Promise<{ type: UploadType; id: string }> {
  const type = uploadTypeOf(attachment);
  const form = new FormData();
  // Without the platform the page's upload would be for Messenger.
  form.set('platform', 'instagram');
  form.set('message', JSON.stringify({ attachment: { type, payload: { is_reusable: true } } }));
  form.set('filedata', new Blob([await readFile(attachment)], { type: plainMime(attachment.mimeType) }), attachment.name);
  const { attachment_id: id } = await client.call({
    path: 'me/message_attachments',
    body: form,
    result: uploaded,
    isRepeatable: true,
    timeoutMs: uploadTimeoutMs,
  });
  return { type, id };
}

async function readFile({ open, name }: OutboundAttachment): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of await open()) chunks.push(Buffer.from(chunk));
    return new Uint8Array(Buffer.concat(chunks));
  } catch (cause) {
    throw new ChannelError('transient', { detail: `${name} could not be read from the hub's files`, cause });
  }
}

function plainMime(mimeType: string): string {
  return mimeType.toLowerCase().split(';')[0]?.trim() ?? '';
}
