import type { ClientInput } from '../../api/realtime.ts';
import { authorize } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { showTypingIn } from '../../domain/conversation/typing.ts';
import type { Asked, EventParts } from './parts.ts';

/** Shows colleagues, and where an answer is written the customer, that an agent types in a conversation on its screen. No database call. */
export async function showTyping({ hub, watches, typing }: EventParts, { socket, input }: Asked<ClientInput<'typing'>>): Promise<null> {
  const { conversationId, mode } = input;
  const { actor } = socket.data;
  const place = watches.find(conversationId, socket.id)?.place;
  if (!place) throw new HubError('conversation.unknown', { conversationId });
  if (mode !== null) authorize(actor, mode === 'note' ? 'conversation.note' : 'conversation.reply');
  if (actor.type === 'agent') {
    const agentId = actor.agentId.toHexString();
    typing.set(conversationId, { type: 'agent', id: agentId, name: actor.name }, mode, socket.id);
    // A note is no customer's business, nor that one is written.
    hub.wake.ring('team-typing', { conversationId, agentId, isTyping: mode === 'reply' });
  }
  if (mode === 'reply') {
    // The provider may take its time; the agent's next letter doesn't wait for it.
    showTypingIn(hub, { _id: place.conversationId, channelId: place.channelId, chatId: place.chatId }).catch((error: unknown) =>
      hub.log.warn({ err: error, conversationId }, 'typing could not be shown'),
    );
  }
  return null;
}
