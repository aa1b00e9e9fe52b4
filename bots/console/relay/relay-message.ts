import type { Message } from 'grammy/types';
import type { MessageView } from '../../../hub/api/customers/messages.ts';
import type { MessageLink } from '../desk-records.ts';
import type { DeskConversation } from '../desk-views.ts';
import { inThread, noPreview, type Delivery, type Spot } from '../sending/delivery.ts';
import { firstFilePart, placePart, planRelay, type RelayPlan } from './plan-relay.ts';
import { sendFiles, type FileGroup, type SendOptions } from './send-files.ts';

/** One call that shows a piece of a message; its messages are the parts from `part` on. */
interface Piece {
  part: number;
  files: FileGroup['files'];
  send(options: SendOptions): Promise<Message[]>;
}

/** Shows one message of the timeline in a chat or topic; pieces that are there already (a repeated delivery) are not sent again. */
export async function relayMessage(delivery: Delivery, spot: Spot, conversation: DeskConversation, message: MessageView): Promise<void> {
  const plan = planRelay(delivery.t, conversation, message, { inTopic: spot.threadId !== undefined });
  await sendMissing(delivery, spot, conversation, message, plan);
}

/** Sends the pieces of a plan that are not shown yet. */
export async function sendMissing(
  delivery: Delivery,
  spot: Spot,
  conversation: DeskConversation,
  message: MessageView,
  plan: RelayPlan,
): Promise<void> {
  const { records } = delivery.parts;
  const known = (await records.links.listByMessage(message.id)).filter((link) => link.chatId === spot.chatId && link.kind === 'relay');
  const parts = new Set(known.map((link) => link.part));
  const missing = piecesOf(delivery, spot, message, plan).filter((piece) => !parts.has(piece.part));
  if (missing.length === 0) return;
  const options: SendOptions = {
    ...inThread(spot),
    disable_notification: delivery.isSilent || message.direction === 'out',
    ...(await replyTarget(delivery, spot, conversation.id, message)),
  };
  for (const piece of missing) {
    const sent = await piece.send(options);
    await records.links.add(
      sent.map((one, index) =>
        linkOf(spot, conversation, message, { messageId: one.message_id, part: piece.part + index, attachmentId: piece.files[index]?.id }),
      ),
    );
  }
}

function piecesOf(delivery: Delivery, spot: Spot, message: MessageView, { texts, firstTextPart, groups, caption }: RelayPlan): Piece[] {
  const { api, t, parts } = delivery;
  const words = texts.map(({ text, entities }, index): Piece => ({
    part: firstTextPart + index,
    files: [],
    send: async (options) => [await api.sendMessage(spot.chatId, text, { ...options, entities, ...noPreview })],
  }));
  let part = firstFilePart;
  const files = groups.map((group, index): Piece => {
    const send = (options: SendOptions) => sendFiles({ api, parts, t }, spot.chatId, group, index === 0 ? caption : null, options);
    const piece = { part, files: group.files, send };
    part += group.files.length;
    return piece;
  });
  return [...words, ...files, ...placePieces(delivery, spot, message)];
}

function placePieces({ api }: Delivery, spot: Spot, { location }: MessageView): Piece[] {
  if (!location) return [];
  const { latitude, longitude, name, address } = location;
  return [
    {
      part: placePart,
      files: [],
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

function linkOf(
  spot: Spot,
  conversation: DeskConversation,
  message: MessageView,
  { messageId, part, attachmentId }: { messageId: number; part: number; attachmentId: string | undefined },
): MessageLink {
  const thread = spot.threadId === undefined ? {} : { threadId: spot.threadId };
  const file = attachmentId === undefined ? {} : { attachmentId };
  const { id: conversationId } = conversation;
  return {
    chatId: spot.chatId,
    ...thread,
    ...file,
    messageId,
    conversationId,
    hubMessageId: message.id,
    seq: message.seq,
    part,
    kind: 'relay',
  };
}
