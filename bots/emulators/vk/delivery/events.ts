import { randomBytes } from 'node:crypto';
import type { VkEvent, VkGroup } from '../world/state.ts';

/** The version of the API the events are written in. */
export const eventVersion = '5.199';

/** Events of which a community can be told here. */
export const eventTypes = [
  'message_new',
  'message_reply',
  'message_edit',
  'message_allow',
  'message_deny',
  'message_read',
  'message_typing_state',
  'message_event',
  'message_reaction_event',
  'group_join',
  'wall_post_new',
];

/** Wraps an object into an event with an id of its own. */
export function createEvent(group: VkGroup, type: string, object: unknown): VkEvent {
  return { group_id: group.id, type, event_id: randomBytes(20).toString('hex'), v: eventVersion, object };
}
