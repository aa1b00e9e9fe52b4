import { z } from 'zod';
import type { ChannelLog } from '../../contract/channel.ts';
import type { VkClient } from '../api/client.ts';
import type { People } from '../api/people.ts';

const event = z.looseObject({ object: z.looseObject({}) });
const numbers = ['from_id', 'user_id', 'reacted_id', 'peer_id'] as const;
const cropped = z.object({ peer_id: z.number(), conversation_message_id: z.number(), is_cropped: z.literal(true) });
const messages = z.object({ items: z.array(z.looseObject({})) });

/** A person's number; above are chats of many, below zero communities. */
const isPerson = (id: unknown): id is number => typeof id === 'number' && id > 0 && id < 2_000_000_000;

/**
 * What polled events leave out: the names of those who act, all in one call, and the rest of messages that were cut short. What VK does not give now is
 * done without: the events are never held up by it.
 */
export async function prepareEvents(client: VkClient, people: People, updates: unknown[], log: ChannelLog): Promise<unknown[]> {
  try {
    await people.learn(updates.flatMap(peopleIn));
  } catch (error) {
    log.info({ reason: String(error) }, 'names could not be fetched from VK; they follow later');
  }
  return Promise.all(updates.map((update) => complete(client, update, log)));
}

/** The message of an event: a new one lies a level deeper. */
function messageIn(update: unknown): Record<string, unknown> | undefined {
  const object = event.safeParse(update).data?.object;
  const inner = object?.['message'];
  return typeof inner === 'object' && inner !== null ? { ...inner } : object;
}

function peopleIn(update: unknown): number[] {
  const message = messageIn(update);
  return numbers.flatMap((name) => {
    const id = message?.[name];
    return isPerson(id) ? [id] : [];
  });
}

async function complete(client: VkClient, update: unknown, log: ChannelLog): Promise<unknown> {
  const { data: short } = cropped.safeParse(messageIn(update));
  const { data: whole } = event.safeParse(update);
  if (!short || !whole) return update;
  try {
    const which = { peer_id: short.peer_id, conversation_message_ids: short.conversation_message_id };
    const { items } = await client.call('messages.getByConversationMessageId', which, messages);
    const [message] = items;
    if (!message) return update;
    return { ...whole, object: 'message' in whole.object ? { ...whole.object, message } : message };
  } catch (error) {
    log.info({ reason: String(error) }, 'the rest of a long message could not be fetched from VK');
    return update;
  }
}
