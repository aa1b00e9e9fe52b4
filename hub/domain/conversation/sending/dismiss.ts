import { authorize, type Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { MessageRecord } from '../../timeline/model.ts';
import { getMessage, writeChange, type ChangeOwnTools, type MessagePlace } from './change-own.ts';
import { authorFrom } from './outgoing.ts';

/** Settles a message of unknown fate by a person's word: it arrived, and counts as sent. A receipt may still raise it. Throws message.not-doubtful. */
export async function dismissMessage(hub: ChangeOwnTools, actor: Actor, place: MessagePlace): Promise<MessageRecord> {
  authorize(actor, 'conversation.reply');
  const found = await getMessage(actor, place);
  const { delivery } = found.message;
  if (delivery?.state !== 'unknown') throw new HubError('message.not-doubtful', { state: delivery?.state ?? null });
  const { id, name } = authorFrom(actor);
  const { attempts, queuedAt } = delivery;
  return writeChange(hub, found, 'delivery', { set: { delivery: { state: 'sent', attempts, queuedAt, confirmedBy: { id, name } } } });
}
