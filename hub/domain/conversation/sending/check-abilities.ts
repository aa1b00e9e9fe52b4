import type { NewMessage } from '../../../api/customers/messages.ts';
import { HubError } from '../../../core/error.ts';
import type { ConnectedChannel } from '../../../core/parts/connected-channels.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { AttachmentRecord } from '../../timeline/model.ts';
import type { ConversationRecord } from '../model.ts';

/**
 * The channel of a conversation, if it takes the message. What it can't take is refused before sending, with the limit in the
 * details: throws channel.ability-missing or reply.not-allowed. A template goes out whether the window is open or not.
 */
export async function checkAbilities(
  hub: Pick<Hub, 'channels' | 'now'>,
  conversation: ConversationRecord,
  message: NewMessage,
  attachments: readonly AttachmentRecord[],
): Promise<ConnectedChannel> {
  const channel = await hub.channels.find(conversation.channelId.toHexString());
  if (!channel) throw new HubError('channel.unknown', { channelId: conversation.channelId.toHexString() });
  const { abilities } = channel.kind;
  for (const attachment of attachments) {
    const limit = abilities.attachments[attachment.kind] ?? abilities.attachments.document;
    if (!limit) throw new HubError('channel.ability-missing', { ability: 'attachments', kind: attachment.kind });
    if (attachment.size > limit.maxOutBytes) {
      throw new HubError('channel.ability-missing', {
        ability: 'attachment-size',
        name: attachment.name,
        size: attachment.size,
        limit: limit.maxOutBytes,
      });
    }
  }
  if (message.buttons && message.buttons.length > 0 && !abilities.buttons)
    throw new HubError('channel.ability-missing', { ability: 'buttons' });
  if (message.template) {
    if (!abilities.templates) throw new HubError('channel.ability-missing', { ability: 'templates' });
    return channel;
  }
  const { windowHours } = abilities;
  if (windowHours !== null && hub.now().getTime() - (conversation.lastInboundAt?.getTime() ?? 0) > windowHours * 3_600_000) {
    throw new HubError('reply.not-allowed', { reason: 'window-closed', windowHours });
  }
  return channel;
}
