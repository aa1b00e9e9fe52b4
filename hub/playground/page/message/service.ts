import { z } from 'zod';
import { fill } from '../app/game.ts';
import type { Words } from '../words/en.ts';
import type { Message } from '../world/schema.ts';

const person = z.looseObject({ first_name: z.string() });
const known = z.looseObject({
  new_chat_members: z.array(person).optional(),
  left_chat_member: person.optional(),
  forum_topic_created: z.looseObject({ name: z.string() }).optional(),
  forum_topic_edited: z.looseObject({ name: z.string().optional() }).optional(),
});

/** What happened in a chat, in words. */
export function serviceWords(words: Words, message: Message): string {
  const service = known.safeParse(message.service).data;
  if (!service) return words.service;
  if (service.new_chat_members) return fill(words.joined, { name: service.new_chat_members.map((each) => each.first_name).join(', ') });
  if (service.left_chat_member) return fill(words.left, { name: service.left_chat_member.first_name });
  if (service.forum_topic_created) return fill(words.topicCreated, { name: service.forum_topic_created.name });
  if (service.forum_topic_edited) return fill(words.topicEdited, { name: service.forum_topic_edited.name ?? '' });
  if ('forum_topic_closed' in service) return words.topicClosed;
  if ('forum_topic_reopened' in service) return words.topicReopened;
  if ('pinned_message_id' in service) return words.pinned;
  if ('supergroup_chat_created' in service || 'group_chat_created' in service) return fill(words.created, { name: message.from.name });
  return words.service;
}
