import type { NewMessage } from '../../../api/customers/messages.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { AttachmentRecord } from '../../timeline/model.ts';
import type { ConversationRecord } from '../model.ts';

/** Refuses before sending what the channel can't take, with the limit in the details: throws channel.ability-missing or reply.not-allowed. */
export async function checkAbilities(
  hub: Pick<Hub, 'channels' | 'now'>,
  conversation: ConversationRecord,
  message: NewMessage,
  attachments: readonly AttachmentRecord[],
): Promise<void> {
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
  const { windowHours } = abilities;
  if (windowHours !== null && hub.now().getTime() - (conversation.lastInboundAt?.getTime() ?? 0) > windowHours * 3_600_000) {
    throw new HubError('reply.not-allowed', { reason: 'window-closed', windowHours });
  }
}
