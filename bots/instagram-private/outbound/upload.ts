import { ChannelError } from '../../contract/error.ts';
import type { OutboundAttachment } from '../../contract/outbound.ts';
import type { Account } from '../account/account.ts';
import { CallFailed } from '../errors.ts';
import { rest } from '../account/rest.ts';
import { maxVideoBytes } from '../limits.ts';
import { readMp4 } from './mp4.ts';
import type { Piece } from './plan.ts';

/** A file that is ready to be sent: what to send, and its form fields. */
export interface Uploaded {
  item: string;
  form: Record<string, string | boolean>;
}

/** Milliseconds between two questions whether a video is ready, and how often it is asked. */
const transcodeRestMs = 4000;
const transcodeTries = 15;

/** Uploads a file for one chat; nothing is sent yet, so it may be repeated. Throws CallFailed, or ChannelError for a file that is none. */
export async function uploadFile(account: Account, piece: Exclude<Piece, { type: 'text' }>): Promise<Uploaded> {
  const bytes = await readWhole(piece.attachment);
  const upload_id = String(account.context.now().getTime()) + String(Math.floor(Math.random() * 1000)).padStart(3, '0');
  if (piece.type === 'photo') {
    if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new ChannelError('media', { detail: `${piece.attachment.name} is no JPEG inside` });
    await account.call((ig) => ig.upload.photo({ file: bytes, uploadId: upload_id }));
    return { item: 'configure_photo', form: { upload_id, allow_full_aspect_ratio: true } };
  }
  const facts = readMp4(bytes);
  if (!facts) throw new ChannelError('media', { detail: `${piece.attachment.name} is no MP4 inside` });
  const isVoice = piece.type === 'voice';
  const { durationMs: duration, width, height } = facts;
  const voice = { isDirectVoice: true, mediaType: '11' };
  await account.call((ig) =>
    ig.upload.video({ video: bytes, uploadId: upload_id, duration, ...(isVoice ? voice : { isDirect: true, width, height }) }),
  );
  await finish(account, upload_id, isVoice, duration);
  if (isVoice)
    return { item: 'share_voice', form: { upload_id, waveform: JSON.stringify(flatWaveform), waveform_sampling_frequency_hz: '10' } };
  return { item: 'configure_video', form: { upload_id, video_result: '', sampled: true } };
}

/** We measure no loudness, so all bars are of one height. */
const flatWaveform = Array.from({ length: 20 }, () => 0.5);

/** Waits until Instagram has made of the file what it shows; it answers 202 until then. */
async function finish(account: Account, upload_id: string, isVoice: boolean, durationMs: number): Promise<void> {
  const given = isVoice
    ? { upload_id, source_type: '4' as const }
    : { upload_id, source_type: '2' as const, video: { length: durationMs / 1000 } };
  for (let tries = 0; ; tries += 1) {
    try {
      await account.call((ig) => ig.media.uploadFinish(given));
      return;
    } catch (error) {
      if (!(error instanceof CallFailed) || error.trouble.status !== 202 || tries >= transcodeTries) throw error;
      await rest(account.pacing.betweenPages() === 0 ? 0 : transcodeRestMs);
    }
  }
}

/** The library takes whole files only. */
async function readWhole(attachment: OutboundAttachment): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of await attachment.open()) {
      const bytes = Buffer.from(chunk as Uint8Array);
      size += bytes.length;
      if (size > maxVideoBytes) break;
      chunks.push(bytes);
    }
  } catch (error) {
    throw new ChannelError('transient', { detail: `${attachment.name} could not be read from the hub's files`, cause: error });
  }
  return Buffer.concat(chunks);
}
