import { z } from 'zod';
import { ChannelError } from '../../contract/error.ts';
import type { OutboundMessage } from '../../contract/outbound.ts';
import { anyResponse } from '../api/client.ts';
import type { VkClient } from '../api/client.ts';
import { isRefusal, refusal } from '../api/errors.ts';
import { readPlace } from '../inbound/press.ts';
import { reactionOf } from '../reactions.ts';
import { keyboardOf } from './keyboard.ts';
import { isOnlyWords, planMessage } from './plan.ts';
import type { Piece } from './plan.ts';
import { wordsOf } from './words.ts';

const attachment = z.looseObject({ type: z.string() });
const hung = z.object({ id: z.number(), owner_id: z.number(), access_key: z.string().optional() });
const messages = z.object({ items: z.array(z.object({ attachments: z.array(attachment).default([]) })) });
const deletions = z.union([
  z.array(
    z.object({
      response: z.union([z.number(), z.boolean()]).optional(),
      error: z.object({ code: z.number(), description: z.string().default('') }).optional(),
    }),
  ),
  z.record(z.string(), z.unknown()).transform(() => []),
]);

/**
 * Changes the words of a sent message in place. Words that now need more messages than went out are refused; messages that are left over are deleted.
 */
export async function editMessage(client: VkClient, chatId: string, parts: string[], message: OutboundMessage): Promise<void> {
  const pieces = planMessage(message);
  const words = pieces.filter(isOnlyWords);
  const others = pieces.filter((piece) => !isOnlyWords(piece));
  const sentWords = parts.length - others.length;
  if (words.length > sentWords) {
    const detail = `The new text does not fit: it needs ${words.length} messages of its own, ${sentWords} went out`;
    throw new ChannelError('invalid-content', { detail });
  }
  for (const [at, piece] of words.entries()) await edit(client, chatId, parts[at], message, piece);
  // The first message with files is the only other one that has words.
  const [withFiles] = others;
  if (withFiles && withFiles.files.length > 0) await edit(client, chatId, parts[sentWords], message, withFiles);
  await deleteMessages(client, chatId, parts.slice(words.length, sentWords));
}

/** Whatever a change does not name again, VK takes off the message: so what hangs on it is named as it is there. */
async function edit(client: VkClient, chatId: string, part: string | undefined, message: OutboundMessage, piece: Piece): Promise<void> {
  const cmid = numberOf(part);
  const files = piece.files.length > 0 ? await hangingOn(client, chatId, cmid) : [];
  const change = {
    peer_id: chatId,
    conversation_message_id: cmid,
    ...wordsOf(piece.rich ?? { text: '', marks: [] }),
    ...(files.length > 0 && { attachment: files.join(',') }),
    ...(piece.hasKeyboard && { keyboard: keyboardOf(message.buttons) }),
    keep_forward_messages: 1,
    disable_mentions: 1,
  };
  await client.call('messages.edit', change, anyResponse);
}

async function hangingOn(client: VkClient, chatId: string, cmid: number): Promise<string[]> {
  const { items } = await client.call('messages.getByConversationMessageId', { peer_id: chatId, conversation_message_ids: cmid }, messages);
  return (items[0]?.attachments ?? []).flatMap(({ type, ...rest }) => {
    const { data } = hung.safeParse(rest[type]);
    return data ? [`${type}${data.owner_id}_${data.id}${data.access_key ? `_${data.access_key}` : ''}`] : [];
  });
}

/** Deletes messages of ours for everybody; one that is gone already is deleted. */
export async function deleteMessages(client: VkClient, chatId: string, parts: string[]): Promise<void> {
  if (parts.length === 0) return;
  const cmids = parts.map(numberOf).join(',');
  const results = await client.call('messages.delete', { peer_id: chatId, cmids, delete_for_all: 1 }, deletions);
  const refused = results.find(({ error }) => error?.code === 924);
  if (refused?.error) throw refusal(refused.error.code, refused.error.description);
}

/** Puts our reaction on a message, or takes it back; only those of `reactionEmojis` can be. */
export async function setReaction(client: VkClient, chatId: string, externalId: string, emoji: string | null): Promise<void> {
  const place = { peer_id: chatId, cmid: numberOf(externalId) };
  if (emoji === null) {
    await client.call('messages.deleteReaction', place, anyResponse);
    return;
  }
  const reaction = reactionOf(emoji);
  if (reaction === undefined) throw new ChannelError('invalid-content', { detail: `VK takes no ${emoji} as a reaction` });
  await client.call('messages.sendReaction', { ...place, reaction_id: reaction }, anyResponse);
}

/** Tells VK that a press was taken; one that waited longer than a minute has ended by itself. */
export async function answerPress(client: VkClient, pressId: string): Promise<void> {
  const place = readPlace(pressId);
  if (!place) return;
  const { eventId: event_id, userId: user_id, peerId: peer_id } = place;
  await client.call('messages.sendMessageEventAnswer', { event_id, user_id, peer_id }, anyResponse).catch((error: unknown) => {
    if (!isRefusal(error, 100)) throw error;
  });
}

function numberOf(externalId: string | undefined): number {
  if (externalId === undefined || !/^\d{1,10}$/.test(externalId)) {
    throw new ChannelError('invalid-content', { detail: 'This is no message at VK that could be changed' });
  }
  return Number(externalId);
}
