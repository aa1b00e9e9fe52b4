import type { TextFormat } from '../../../../bots/contract/content.ts';
import type { Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import { searchTerms } from '../../../core/search.ts';
import type { MessageRecord } from '../../timeline/model.ts';
import {
  atProvider,
  authorizeOwn,
  getChannelOf,
  getMessage,
  isAtCustomer,
  writeChange,
  type ChangeOwnTools,
  type MessagePlace,
} from './change-own.ts';

/**
 * Changes the text of a message or note of ours: at the customer first, then here, so that what the team reads is what the customer
 * has. Throws channel.ability-missing where the provider can't edit, channel.refused with its words, message.not-yours.
 */
export async function editMessage(
  hub: ChangeOwnTools,
  actor: Actor,
  { text, format, ...place }: MessagePlace & { text: string; format?: TextFormat | undefined },
): Promise<MessageRecord> {
  const found = await getMessage(actor, place);
  const { message } = found;
  authorizeOwn(actor, message);
  if (message.delivery?.state === 'sending' || message.delivery?.state === 'unknown')
    throw new HubError('conversation.changed', { state: message.delivery.state });
  const wording = { text, format: format ?? message.format };
  if (isAtCustomer(message)) {
    const { connection } = await getChannelOf(hub, message);
    if (!connection.edit) throw new HubError('channel.ability-missing', { ability: 'edit' });
    const parts = message.parts.map(({ externalId }) => externalId);
    const edited = {
      chatId: message.chatId,
      messageId: message._id.toHexString(),
      ...wording,
      // Named so that the channel knows which of its messages carries the words; none is sent again.
      attachments: message.attachments.map(({ kind, name, mimeType, size }) => ({ kind, name, mimeType, size, open: notSentAgain })),
      ...(message.location && { location: message.location }),
      ...(message.buttons && { buttons: message.buttons }),
    };
    await atProvider(connection, async () => connection.edit?.(message.chatId, parts, edited));
  }
  const revisions = [...message.revisions, { text: message.text, at: message.editedAt ?? message.createdAt }];
  return writeChange(hub, found, 'text', { set: { ...wording, revisions, editedAt: hub.now(), terms: searchTerms(text) } });
}

function notSentAgain(): Promise<never> {
  return Promise.reject(new Error('an edit changes words only'));
}
