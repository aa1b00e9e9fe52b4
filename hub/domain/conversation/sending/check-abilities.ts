import { isFormatTaken, type Abilities } from '../../../../bots/contract/abilities.ts';
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
  for (const attachment of attachments) checkFile(abilities, attachment);
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

/** Throws channel.ability-missing with the file's name and, where it says more, the limit or the formats that are taken. */
function checkFile({ attachments }: Abilities, { kind, name, size, mimeType }: AttachmentRecord): void {
  const limit = attachments[kind] ?? attachments.document;
  if (!limit) throw new HubError('channel.ability-missing', { ability: 'attachments', kind, name });
  const { maxOutBytes, formats } = limit;
  if (!isFormatTaken(formats, mimeType))
    throw new HubError('channel.ability-missing', { ability: 'attachment-format', name, mimeType, formats });
  if (size > maxOutBytes) throw new HubError('channel.ability-missing', { ability: 'attachment-size', name, size, limit: maxOutBytes });
}
