import { z } from 'zod';
import { ChannelError } from '../../contract/error.ts';
import type { OutboundAttachment } from '../../contract/outbound.ts';
import type { WhatsAppClient } from '../client.ts';
import { bareType } from './media-form.ts';

/** Milliseconds an upload may take: 100 MB over a slow line. */
const uploadTimeoutMs = 600_000;

const uploaded = z.object({ id: z.string() });

/** Uploads a file; gives its id, which lives 30 days. Nobody sees it before it is sent, so a lost answer does no harm. */
export async function uploadMedia(client: WhatsAppClient, attachment: OutboundAttachment): Promise<string> {
  const type = bareType(attachment.mimeType) || 'application/octet-stream';
  const form = new FormData();
  form.append('messaging_product', 'whatsapp');
  form.append('type', type);
  form.append('file', new Blob([await readWhole(attachment)], { type }), attachment.name || 'file');
  const options = { repeatable: true, timeoutMs: uploadTimeoutMs };
  return (await client.upload(`${client.phoneNumberId}/media`, form, uploaded, options)).id;
}

async function readWhole({ name, open }: OutboundAttachment): Promise<Buffer<ArrayBuffer>> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of await open()) chunks.push(Buffer.from(chunk as Uint8Array));
    return Buffer.concat(chunks);
  } catch (error) {
    throw new ChannelError('transient', { detail: `${name} could not be read from the hub's files`, cause: error });
  }
}
