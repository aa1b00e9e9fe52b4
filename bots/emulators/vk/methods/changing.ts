import { VkApiError, wrongParameter } from '../api-error.ts';
import { unixTime } from '../../clock.ts';
import { findMessage } from '../world/state.ts';
import type { Dialog, VkMessage, World } from '../world/state.ts';
import { wireMessage } from '../world/wire.ts';
import { dialogNamed, flag, number, numbers, optionalNumber, type Method } from './method.ts';
import { readContent } from './sending.ts';

const day = 24 * 3600;
/** Reactions that there are. */
const mostReaction = 64;

/** What can be done to messages that are there. */
export const changeMethods: Record<string, Method> = {
  'messages.edit': {
    scope: 'messages',
    run({ world, group, params }) {
      const dialog = dialogNamed({ group, params });
      const message = named(dialog, optionalNumber(params, 'conversation_message_id') ?? number(params, 'cmid'));
      if (!message.isOut) throw new VkApiError(15);
      if (isOlderThanDay(world, message)) throw new VkApiError(909);
      // Whatever is not given again is taken off the message.
      const { text, attachments, geo, keyboard } = readContent(world, group, params);
      Object.assign(message, { text, attachments, geo, keyboard, editedAt: unixTime(world.clock) });
      world.emit(group, 'message_edit', wireMessage(group, dialog, message));
      return 1;
    },
  },
  'messages.delete': {
    scope: 'messages',
    run({ world, group, params }) {
      const dialog = dialogNamed({ group, params });
      return numbers(params, 'cmids').map((cmid) => {
        const base = { peer_id: dialog.peerId, conversation_message_id: cmid };
        const message = findMessage(dialog, cmid);
        if (!message) return { ...base, response: 0, error: { code: 15, description: 'Access denied: message not found' } };
        if (flag(params, 'delete_for_all') && isOlderThanDay(world, message)) {
          return { ...base, response: 0, error: { code: 924, description: "Can't delete this message for everybody" } };
        }
        message.isDeleted = true;
        world.changed();
        return { ...base, response: 1 };
      });
    },
  },
  'messages.sendReaction': {
    scope: 'messages',
    run({ world, group, params }) {
      const reaction = number(params, 'reaction_id');
      if (reaction < 1 || reaction > mostReaction) throw new VkApiError(1009);
      named(dialogNamed({ group, params }), number(params, 'cmid')).reactions.set(-group.id, reaction);
      world.changed();
      return 1;
    },
  },
  'messages.deleteReaction': {
    scope: 'messages',
    run({ world, group, params }) {
      named(dialogNamed({ group, params }), number(params, 'cmid')).reactions.delete(-group.id);
      world.changed();
      return 1;
    },
  },
  'messages.setActivity': {
    scope: 'messages',
    run({ world, group, params }) {
      const type = params.get('type') ?? 'typing';
      if (!['typing', 'audiomessage'].includes(type)) throw wrongParameter('type');
      dialogNamed({ group, params }).typing = type;
      world.changed();
      return 1;
    },
  },
  'messages.markAsRead': {
    scope: 'messages',
    run({ world, group, params }) {
      const dialog = dialogNamed({ group, params });
      const upTo = Number(params.get('up_to_cmid') ?? dialog.lastCmid);
      dialog.readByGroup = Math.max(dialog.readByGroup, Math.min(upTo, dialog.lastCmid));
      world.changed();
      return 1;
    },
  },
  'messages.sendMessageEventAnswer': {
    scope: 'messages',
    run({ world, params }) {
      const press = world.presses.get(params.get('event_id') ?? '');
      if (!press || press.answered || press.userId !== number(params, 'user_id')) throw wrongParameter('event_id is invalid');
      press.answered = true;
      world.changed();
      return 1;
    },
  },
  'messages.getByConversationMessageId': {
    scope: 'messages',
    run({ group, params }) {
      const dialog = dialogNamed({ group, params });
      const found = numbers(params, 'conversation_message_ids').flatMap((cmid) => findMessage(dialog, cmid) ?? []);
      return { count: found.length, items: found.map((message) => wireMessage(group, dialog, message)) };
    },
  },
  'messages.getById': {
    scope: 'messages',
    run({ group, params }) {
      const ids = numbers(params, 'message_ids');
      const items = [...group.dialogs.values()].flatMap((dialog) =>
        dialog.messages.filter(({ id }) => ids.includes(id)).map((message) => wireMessage(group, dialog, message)),
      );
      return { count: items.length, items };
    },
  },
};

function named(dialog: Dialog, cmid: number): VkMessage {
  const message = findMessage(dialog, cmid);
  if (!message) throw wrongParameter('cmid is invalid');
  return message;
}

function isOlderThanDay({ clock }: World, { date }: VkMessage): boolean {
  return unixTime(clock) - date > day;
}
