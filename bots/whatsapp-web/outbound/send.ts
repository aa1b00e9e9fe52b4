import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ChannelError } from '../../contract/error.ts';
import type { OutboundAttachment, OutboundMessage, SendResult, SentPart } from '../../contract/outbound.ts';
import { externalIdOf, readExternalId } from '../ids.ts';
import { whatsappWebAbilities } from '../limits.ts';
import type { AccountSession } from '../session/session.ts';
import type { MessageRef, Outgoing } from '../worker/protocol.ts';
import { planMessage, type Piece } from './plan.ts';

/** Milliseconds until a text and a file are given up. */
const textMs = 60_000;
const fileMs = 300_000;

/** Sends a message of ours piece by piece, as a person would: those of an earlier try (`sentParts`) are left out. */
export async function sendMessage(
  session: AccountSession,
  pace: (chatId: string, piece: Piece) => Promise<void>,
  message: OutboundMessage,
): Promise<SendResult> {
  checkSizes(message.attachments);
  const pieces = planMessage(message);
  if (pieces.length === 0) throw new ChannelError('invalid-content', { detail: 'The message is empty' });
  const parts: SentPart[] = [...(message.sentParts ?? [])];
  for (const piece of pieces.slice(parts.length)) {
    try {
      const replyTo = parts.length === 0 ? refOf(message.replyTo) : undefined;
      const id = await sendPiece(session, pace, message, piece, replyTo);
      session.noteSent(id);
      parts.push({ externalId: externalIdOf({ chatId: message.chatId, fromMe: true, id }) });
    } catch (error) {
      throw error instanceof ChannelError ? error.withProgress(parts) : error;
    }
  }
  return { parts };
}

async function sendPiece(
  session: AccountSession,
  pace: (chatId: string, piece: Piece) => Promise<void>,
  message: OutboundMessage,
  piece: Piece,
  replyTo: MessageRef | undefined,
): Promise<string> {
  const { chatId } = message;
  await pace(chatId, piece);
  const send = async (content: Outgoing, timeoutMs: number) => {
    const { id } = await session.call('send', { chatId, content, ...(replyTo && { replyTo }) }, { timeoutMs });
    return id;
  };
  if (piece.type === 'text') return send({ kind: 'text', text: piece.text }, textMs);
  if (piece.type === 'location') return send(placeOf(message), textMs);
  const path = join(session.files(), randomUUID());
  try {
    await writeOut(piece.attachment, path);
    const { name, mimeType, kind } = piece.attachment;
    const file = { path, name, mimeType: kind === 'voice' ? voiceType(mimeType) : mimeType, as: formOf(piece.attachment) };
    return await send({ kind: 'file', file, ...(piece.caption !== undefined && { caption: piece.caption }) }, fileMs);
  } finally {
    await rm(path, { force: true });
  }
}

function placeOf({ location }: OutboundMessage): Outgoing {
  const { latitude = 0, longitude = 0, name, address } = location ?? {};
  return { kind: 'location', latitude, longitude, ...(name && { name }), ...(address && { address }) };
}

/** WhatsApp makes stickers of WebP only, and pictures of what a browser can draw; everything else goes as a file. */
function formOf({ kind, mimeType }: OutboundAttachment) {
  if (kind === 'sticker' && mimeType !== 'image/webp') return 'image';
  if (kind === 'image' && !/^image\/(?:jpeg|png|webp|gif)$/.test(mimeType)) return 'document';
  if (kind === 'video' && !/^video\/(?:mp4|3gpp)$/.test(mimeType)) return 'document';
  return kind;
}

/** Phones play voice messages only when they are told the codec. */
function voiceType(mimeType: string): string {
  return mimeType === 'audio/ogg' ? 'audio/ogg; codecs=opus' : mimeType;
}

async function writeOut(attachment: OutboundAttachment, path: string): Promise<void> {
  try {
    await pipeline(await attachment.open(), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    throw new ChannelError('transient', { detail: `${attachment.name} could not be read from the hub's files`, cause: error });
  }
}

function checkSizes(attachments: readonly OutboundAttachment[]): void {
  for (const { kind, name, size } of attachments) {
    const limit = whatsappWebAbilities.attachments[kind]?.maxOutBytes ?? 0;
    if (size > limit) throw new ChannelError('media', { detail: `${name} has ${size} bytes, WhatsApp takes ${limit}` });
  }
}

function refOf(externalId: string | undefined): MessageRef | undefined {
  return externalId === undefined ? undefined : (readExternalId(externalId) ?? undefined);
}
