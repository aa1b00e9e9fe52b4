import type { Dialog, VkGroup, VkMessage } from './state.ts';
import { chatOffset } from './state.ts';

/** A message as the API and the events show it. Chats of many hide its number in the community. */
export function wireMessage(group: VkGroup, dialog: Dialog, message: VkMessage): Record<string, unknown> {
  const answered = message.replyTo === undefined ? undefined : dialog.messages.find(({ cmid }) => cmid === message.replyTo);
  return {
    id: message.peerId >= chatOffset ? 0 : message.id,
    date: message.date,
    peer_id: message.peerId,
    from_id: message.fromId,
    conversation_message_id: message.cmid,
    text: message.text,
    attachments: message.attachments,
    fwd_messages: [],
    important: false,
    is_hidden: false,
    out: message.isOut ? 1 : 0,
    random_id: message.randomId,
    version: 10_000_000 + message.cmid,
    ...(message.geo && { geo: { type: 'point', coordinates: message.geo } }),
    ...(answered && {
      reply_message: {
        id: answered.id,
        date: answered.date,
        from_id: answered.fromId,
        peer_id: answered.peerId,
        conversation_message_id: answered.cmid,
        text: answered.text,
        attachments: answered.attachments,
      },
    }),
    ...(message.payload !== undefined && { payload: message.payload }),
    ...(message.adminAuthorId !== undefined && { admin_author_id: message.adminAuthorId }),
    ...(message.editedAt !== undefined && { update_time: message.editedAt }),
    ...(message.keyboard && { keyboard: { one_time: false, author_id: -group.id, ...message.keyboard } }),
    ...message.more,
  };
}
