import type { Message } from 'grammy/types';
import type { MessageView } from '../../../hub/api/customers/messages.ts';
import type { MessageLink } from '../desk-records.ts';
import type { DeskConversation } from '../desk-views.ts';
import { describeAttachment } from '../cards/describe-message.ts';
import { inThread, noPreview, type Delivery, type Spot } from '../sending/delivery.ts';
import { lines, splitStyled, type Styled } from '../telegram/entities.ts';
import { readRefusal } from '../telegram/refused.ts';
import { groupFiles, sendFiles, type SendOptions } from './send-files.ts';
import { renderRelay } from './render-relay.ts';

/** Marks a message whose files were still being fetched when it was shown. */
export const filesToCome = 1000;

/** Telegram takes captions up to 1024 UTF-16 units. */
const captionLimit = 1024;

interface Piece {
  part: number;
  send(options: SendOptions): Promise<Message[]>;
}

/** Shows one message of the timeline in a chat or topic; pieces that are there already (a repeated delivery) are not sent again. */
export async function relayMessage(delivery: Delivery, spot: Spot, conversation: DeskConversation, message: MessageView): Promise<void> {
  const { records } = delivery.parts;
  const known = (await records.links.listByMessage(message.id)).filter((link) => link.chatId === spot.chatId && link.kind === 'relay');
  const parts = new Set(known.map((link) => link.part));
  const options: SendOptions = {
    ...inThread(spot),
    disable_notification: delivery.isSilent || message.direction === 'out',
    ...(await replyTarget(delivery, spot, conversation.id, message)),
  };
  for (const piece of piecesOf(delivery, spot, conversation, message)) {
    if (parts.has(piece.part)) continue;
    const sent = await piece.send(options);
    await records.links.add(sent.map((one, index) => linkOf(spot, conversation, message, one.message_id, piece.part + index)));
  }
}

function piecesOf(delivery: Delivery, spot: Spot, conversation: DeskConversation, message: MessageView): Piece[] {
  const { api, t } = delivery;
  const styled = renderRelay(t, conversation, message, spot.threadId !== undefined);
  const ready = message.attachments.filter((file) => file.state === 'ready');
  const isComing = message.attachments.some((file) => file.state === 'pending');
  if (ready.length === 0 || isComing) {
    const notes = message.text === '' ? [] : message.attachments.map((file) => describeAttachment(t, file));
    return [...textPieces(delivery, spot, lines(styled, ...notes), isComing ? filesToCome : 0), ...placePieces(delivery, spot, message)];
  }

  const groups = groupFiles(ready);
  const first = groups[0];
  const lost = message.attachments.filter((file) => file.state !== 'ready').map((file) => describeAttachment(t, file));
  const caption = lines(styled, ...lost);
  const fits = caption.text.length <= captionLimit && first !== undefined && first.takesCaption;
  let part = 100;
  const files = groups.map((group, index): Piece => {
    const piece = {
      part,
      send: (options: SendOptions) =>
        sendFiles({ api, parts: delivery.parts, t }, spot.chatId, group, fits && index === 0 ? caption : null, options),
    };
    part += group.files.length;
    return piece;
  });
  return [...(fits ? [] : textPieces(delivery, spot, caption, 0)), ...files, ...placePieces(delivery, spot, message)];
}

function textPieces({ api }: Delivery, spot: Spot, styled: Styled, firstPart: number): Piece[] {
  return splitStyled(styled).map(({ text, entities }, index) => ({
    part: firstPart + index,
    send: async (options) => [await api.sendMessage(spot.chatId, text, { ...options, entities, ...noPreview })],
  }));
}

function placePieces({ api }: Delivery, spot: Spot, { location }: MessageView): Piece[] {
  if (!location) return [];
  const { latitude, longitude, name, address } = location;
  return [
    {
      part: 500,
      send: async (options) => [
        name
          ? await api.sendVenue(spot.chatId, latitude, longitude, name, address ?? '', options)
          : await api.sendLocation(spot.chatId, latitude, longitude, options),
      ],
    },
  ];
}

/** The Telegram message to hang this one on: the copy of what it answers, else (outside topics) the card, so that replying finds its way. */
async function replyTarget(
  { parts: { records } }: Delivery,
  spot: Spot,
  conversationId: string,
  message: MessageView,
): Promise<Pick<SendOptions, 'reply_parameters'>> {
  const answered = message.replyTo?.messageId ? await records.links.listByMessage(message.replyTo.messageId) : [];
  const here = answered.find((link) => link.chatId === spot.chatId);
  const card = here || spot.threadId !== undefined ? null : await records.cards.find(spot.chatId, conversationId);
  const target = here?.messageId ?? card?.messageId;
  return target === undefined ? {} : { reply_parameters: { message_id: target, allow_sending_without_reply: true } };
}

function linkOf(spot: Spot, conversation: DeskConversation, message: MessageView, messageId: number, part: number): MessageLink {
  const thread = spot.threadId === undefined ? {} : { threadId: spot.threadId };
  const { id: conversationId } = conversation;
  return { chatId: spot.chatId, ...thread, messageId, conversationId, hubMessageId: message.id, seq: message.seq, part, kind: 'relay' };
}

/** Brings the shown copy in line with an edit, a deletion, a reaction, or files that came meanwhile. */
export async function relayChange(delivery: Delivery, spot: Spot, conversation: DeskConversation, message: MessageView): Promise<void> {
  const { records } = delivery.parts;
  const links = (await records.links.listByMessage(message.id)).filter((link) => link.chatId === spot.chatId && link.kind === 'relay');
  const first = links.find((link) => link.part < 100 || link.part >= filesToCome) ?? links[0];
  if (!first) return;

  const haveFilesCome = first.part >= filesToCome && message.attachments.every((file) => file.state !== 'pending');
  if (haveFilesCome) {
    for (const link of links) await forget(delivery, link);
    return relayMessage(delivery, spot, conversation, message);
  }
  const styled = renderRelay(delivery.t, conversation, message, spot.threadId !== undefined);
  try {
    await editCopy(delivery, spot, first, styled);
  } catch (error) {
    const refusal = readRefusal(error);
    if (refusal === 'not-modified') return;
    if (refusal !== 'message-lost') throw error;
    for (const link of links) await records.links.remove(link.chatId, link.messageId);
    await relayMessage(delivery, spot, conversation, message);
  }
}

async function editCopy({ api }: Delivery, spot: Spot, link: MessageLink, styled: Styled): Promise<void> {
  if (link.part >= 100 && link.part < filesToCome) {
    const [caption] = splitStyled(styled, captionLimit);
    await api.editMessageCaption(spot.chatId, link.messageId, { caption: caption?.text ?? '', caption_entities: caption?.entities ?? [] });
    return;
  }
  const [text] = splitStyled(styled);
  if (text) await api.editMessageText(spot.chatId, link.messageId, text.text, { entities: text.entities, ...noPreview });
}

/** Takes the placeholder away where Telegram lets us; it stays as it is otherwise. */
async function forget({ api, parts }: Delivery, link: MessageLink): Promise<void> {
  await api.deleteMessage(link.chatId, link.messageId).catch((error: unknown) => {
    parts.log.info({ err: error, chatId: link.chatId }, 'placeholder not deleted');
  });
  await parts.records.links.remove(link.chatId, link.messageId);
}
