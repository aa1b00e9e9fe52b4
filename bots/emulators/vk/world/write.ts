import { unixTime } from '../../clock.ts';
import type { Dialog, VkGroup, VkMessage, World } from './state.ts';

/** What a new message has beside its place and time. */
export type NewVkMessage = Pick<VkMessage, 'fromId' | 'isOut'> & Partial<Omit<VkMessage, 'id' | 'cmid' | 'peerId' | 'date' | 'reactions'>>;

/** Adds a message to a conversation. Tells nobody: who is told depends on who wrote. */
export function addMessage(world: World, group: VkGroup, dialog: Dialog, given: NewVkMessage): VkMessage {
  const message: VkMessage = {
    text: '',
    attachments: [],
    randomId: 0,
    more: {},
    ...given,
    id: (group.lastMessageId += 1),
    cmid: (dialog.lastCmid += 1),
    peerId: dialog.peerId,
    date: unixTime(world.clock),
    reactions: new Map(),
  };
  dialog.messages.push(message);
  return message;
}
