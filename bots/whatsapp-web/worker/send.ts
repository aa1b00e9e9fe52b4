import { readFile, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type WAWebJS from 'whatsapp-web.js';
import { CallFailure } from './failure.ts';
import { findMessage } from './find-message.ts';
import type { Outgoing, Params, Result } from './protocol.ts';
import type { Serving } from './serve.ts';

/** Sends one message and waits until WhatsApp's server has it; throws CallFailure where it was not taken. */
export async function send(serving: Serving, { chatId, content, replyTo }: Params<'send'>): Promise<Result<'send'>> {
  const { client, peers, chats } = serving;
  const remote = peers.remoteOf(chatId);
  const quoted = replyTo && (await findMessage(serving, replyTo).catch(() => undefined));
  const options: WAWebJS.MessageSendOptions = {
    linkPreview: false,
    parseVCards: false,
    // Sending must not mark the chat as read.
    sendSeen: false,
    waitUntilMsgSent: true,
    ...(quoted && { quotedMessageId: quoted.id._serialized }),
  };
  const message = await chats.sending(async () => {
    const sent = await dispatch(serving, remote, content, options);
    // The types say otherwise, but a chat that is not there gives nothing.
    if (!sent) throw new CallFailure('unknown-recipient', 'There is no such chat on WhatsApp');
    return sent;
  });
  const ack = Number(message.ack);
  if (ack < 0) throw new CallFailure('refused', 'WhatsApp did not take this message');
  return { id: message.id.id, ack };

  async function dispatch(
    { library }: Serving,
    to: string,
    what: Outgoing,
    how: WAWebJS.MessageSendOptions,
  ): Promise<WAWebJS.Message | undefined> {
    if (what.kind === 'text') return client.sendMessage(to, what.text, how);
    if (what.kind === 'location') {
      const { latitude, longitude, name, address } = what;
      const words = { ...(name && { name }), ...(address && { address }) };
      return client.sendMessage(to, new library.Location(latitude, longitude, words), how);
    }
    const { path, name, mimeType, as } = what.file;
    const bytes = await readFile(path);
    await rm(path, { force: true });
    const media = new library.MessageMedia(mimeType, bytes.toString('base64'), basename(name) || 'file', bytes.length);
    return client.sendMessage(to, media, {
      ...how,
      ...(what.caption && { caption: what.caption }),
      ...(as === 'voice' && { sendAudioAsVoice: true }),
      ...(as === 'sticker' && { sendMediaAsSticker: true }),
      ...(as === 'document' && { sendMediaAsDocument: true }),
    });
  }
}
