import { actorId, authorize, type Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { MessageRecord } from '../../timeline/model.ts';
import { atProvider, getChannelOf, getMessage, writeChange, type ChangeOwnTools, type MessagePlace } from './change-own.ts';

/** Puts the team's reaction on a message, or takes it back with null. Throws channel.ability-missing with the emoji the channel takes. */
export async function reactToMessage(
  hub: ChangeOwnTools,
  actor: Actor,
  { emoji, ...place }: MessagePlace & { emoji: string | null },
): Promise<MessageRecord> {
  authorize(actor, 'conversation.reply');
  const found = await getMessage(actor, place);
  const { message } = found;
  const externalId = message.parts[0]?.externalId;
  if (message.kind === 'text' && externalId !== undefined) {
    const { connection, kind } = await getChannelOf(hub, message);
    const { react, reactionEmojis } = kind.abilities;
    if (!react || !connection.react) throw new HubError('channel.ability-missing', { ability: 'react' });
    if (emoji !== null && reactionEmojis && !reactionEmojis.includes(emoji)) {
      throw new HubError('channel.ability-missing', { ability: 'react', emojis: [...reactionEmojis] });
    }
    await atProvider(connection, async () => connection.react?.(message.chatId, externalId, emoji));
  }
  // The customer sees one account, so the team has one reaction, whoever put it there.
  const theirs = message.reactions.filter(({ isCustomers }) => isCustomers);
  const by = actorId(actor) ?? 'hub';
  return writeChange(hub, found, 'reactions', { set: { reactions: emoji === null ? theirs : [...theirs, { emoji, by }] } });
}
