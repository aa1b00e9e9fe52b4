import type { InboundMessage } from '../../bots/contract/inbound.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import type { Hub } from '../core/parts/hub.ts';
import { searchTerms } from '../core/search.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { tellMessage } from '../domain/conversation/recording/tell.ts';
import { announcedAttachment } from '../domain/timeline/inbound-content.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';
import { inboundId } from './inbound-message.ts';

type AlbumTools = Pick<Hub, 'now' | 'announcer' | 'secrets' | 'baseUrl' | 'wake' | 'step'>;

/**
 * Adds a part to its album where a part before it was stored already. True when the album has the part now; false when this is
 * the album's first part, which is then stored as a message.
 */
export async function addAlbumPart(hub: AlbumTools, channel: ConnectedChannel, event: InboundMessage): Promise<boolean> {
  const { externalId, content, chatId } = event;
  const _id = inboundId(channel, chatId, event);
  const at = hub.now();
  const attachments = content.attachments.map((attachment) => announcedAttachment(channel, attachment));
  const grown = await Message.findOneAndUpdate(
    { _id, workspaceId: channel.workspaceId, 'parts.externalId': { $ne: externalId } },
    {
      $push: { parts: { externalId }, attachments: { $each: attachments } },
      $set: {
        updatedAt: at,
        unannouncedAt: at,
        ...(content.text && { text: content.text, format: content.format, terms: searchTerms(content.text) }),
        ...(attachments.some(({ state }) => state === 'pending') && { fetchAt: at }),
      },
      $addToSet: { unannounced: 'attachments' },
      $inc: { rev: 1 },
    },
    { returnDocument: 'after' },
  ).lean<MessageRecord>();
  if (!grown) return (await Message.exists({ _id })) !== null;

  hub.step('in.album');
  hub.wake.ring('attachments', { messageId: _id.toHexString() });
  const conversation = await Conversation.findOne({ _id: grown.conversationId }).lean<ConversationRecord>();
  if (conversation) tellMessage(hub, grown, conversation, ['attachments']);
  return true;
}
