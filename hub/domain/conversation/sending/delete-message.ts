import type { Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
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

/** Deletes a message or note of ours, at the customer too; one still queued is never sent. A tombstone stays. Throws channel.ability-missing, message.too-old, message.not-yours. */
export async function deleteMessage(hub: ChangeOwnTools, actor: Actor, place: MessagePlace): Promise<MessageRecord> {
  const found = await getMessage(actor, place);
  const { message } = found;
  authorizeOwn(actor, message);
  if (message.delivery?.state === 'sending') throw new HubError('conversation.changed', { state: 'sending' });
  if (isAtCustomer(message)) {
    const { connection, kind } = await getChannelOf(hub, message);
    const { deleteHours } = kind.abilities;
    if (deleteHours === null || !connection.delete) throw new HubError('channel.ability-missing', { ability: 'delete' });
    if (hub.now().getTime() - message.createdAt.getTime() > deleteHours * 3_600_000)
      throw new HubError('message.too-old', { hours: deleteHours });
    const parts = message.parts.map(({ externalId }) => externalId);
    await atProvider(connection, async () => connection.delete?.(message.chatId, parts));
  }
  const revisions = message.text
    ? [...message.revisions, { text: message.text, at: message.editedAt ?? message.createdAt }]
    : message.revisions;
  const isWaiting = message.delivery?.state === 'queued';
  return writeChange(hub, found, 'deleted', {
    set: {
      deletedAt: hub.now(),
      text: '',
      revisions,
      terms: [],
      ...(isWaiting && { 'delivery.state': 'failed', 'delivery.reason': 'deleted' }),
    },
  });
}
