import { Readable } from 'node:stream';
import type { Parts } from '../parts.ts';
import { callTimeoutSeconds } from '../sending/delivery.ts';
import type { Draft, DraftFile } from './draft.ts';

/** Bots may download files up to 20 MB. */
export const maxDownloadBytes = 20 * 1024 * 1024;

/** The first file that is too large for a bot to fetch. */
export function findTooLarge(draft: Draft): DraftFile | undefined {
  return draft.files.find((file) => (file.size ?? 0) > maxDownloadBytes);
}

/** Brings a draft's files into the hub's storage, streaming; gives their ids in order. */
export async function uploadFiles(parts: Parts, agentId: string, draft: Draft): Promise<string[]> {
  const uploaded: string[] = [];
  for (const { fileId, uniqueId, ...file } of draft.files) {
    const stream = await openTelegramFile(parts, fileId);
    const { variant, durationSeconds, size, ...rest } = file;
    const { id } = await parts.desk.files.upload(agentId, {
      ...rest,
      ...(size === undefined ? {} : { size }),
      ...(variant === undefined ? {} : { variant }),
      ...(durationSeconds === undefined ? {} : { durationSeconds }),
      clientId: `${parts.botId}:${uniqueId}`,
      stream,
    });
    uploaded.push(id);
  }
  return uploaded;
}

async function openTelegramFile({ api, apiRoot, token }: Parts, fileId: string): Promise<Readable> {
  const file = await api.getFile(fileId);
  const answer = await fetch(`${apiRoot}/file/bot${token}/${file.file_path ?? ''}`, {
    signal: AbortSignal.timeout(callTimeoutSeconds * 1000),
  });
  // The address holds the token, so it stays out of the message.
  if (!answer.ok || !answer.body) throw new Error(`Telegram answered ${answer.status} for a file`);
  return Readable.fromWeb(answer.body);
}
