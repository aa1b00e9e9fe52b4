import { unixTime } from '../../clock.ts';
import { publish } from '../delivery/inbox.ts';
import { detectEntities } from '../format/entities.ts';
import type { Entity } from '../wire.ts';
import { announce, announceBlock } from '../world/announce.ts';
import { isAdmin, laneOf, presentChat, privateChat } from '../world/chats.ts';
import { removeMessage } from '../world/messages.ts';
import type { Bot, Message, User, World } from '../world/state.ts';
import { presentUser } from '../world/users.ts';
import { emit } from '../world/world.ts';
import type { ActorFile } from './media.ts';
import { storeMedia } from '../world/files.ts';

/** Changes the text or caption of a person's own message, and its file if one is given. */
export function editOwn(
  world: World,
  person: User,
  message: Message,
  text: string,
  options: { entities?: Entity[] | undefined; file?: ActorFile | undefined } = {},
): void {
  if (message.from.id !== person.id) throw new Error(`Message ${message.id} is not ${person.firstName}'s`);
  const entities = detectEntities({ text, entities: options.entities ?? [] });
  if (message.media) {
    message.caption = text;
    message.captionEntities = entities;
    if (options.file) message.media = storeMedia(world, message.media.kind, options.file, options.file.details);
  } else {
    message.text = text;
    message.entities = entities;
  }
  message.editDate = unixTime(world.clock);
  emit(world, { type: 'message', message });
  announce(world, message, 'edited_message');
}

/** Sets a person's reactions on a message; an empty list takes them off. Bots hear of it as administrators or in private, if they asked. */
export function react(world: World, person: User, message: Message, emoji: readonly string[]): void {
  const { chat } = message;
  const before = message.reactions.get(person.id) ?? [];
  const after = emoji.map((each) => ({ type: 'emoji', emoji: each }));
  if (after.length > 0) message.reactions.set(person.id, after);
  else message.reactions.delete(person.id);
  emit(world, { type: 'message', message });
  const body = {
    chat: presentChat(chat),
    message_id: message.id,
    user: presentUser(person),
    date: unixTime(world.clock),
    old_reaction: before,
    new_reaction: after,
  };
  for (const botId of chat.botIds) {
    const bot = world.botsById.get(botId);
    if (bot && (chat.type === 'private' || isAdmin(chat, botId))) publish(bot, 'message_reaction', laneOf(chat), body, person.id);
  }
}

/** Deletes a message for everyone; no bot is told. */
export function deleteAsPerson(world: World, person: User, message: Message): void {
  const mayDelete = message.from.id === person.id || message.chat.type === 'private' || isAdmin(message.chat, person.id);
  if (!mayDelete) throw new Error(`${person.firstName} can't delete message ${message.id}`);
  removeMessage(world, message);
}

/** Blocks or unblocks a bot; the bot hears of it by my_chat_member. */
export function setBlocked(world: World, person: User, bot: Bot, isBlocked: boolean): void {
  const chat = privateChat(world, bot, person);
  if (chat.isBlocked === isBlocked) return;
  chat.isBlocked = isBlocked;
  emit(world, { type: 'chat', chat });
  announceBlock(world, chat, bot, person, isBlocked);
}
