import { z } from 'zod';
import { badRequest } from '../../api-error.ts';
import { emit } from '../../world/world.ts';
import { getMessage, getWritableChat } from '../chat-access.ts';
import { method, type Method } from '../method.ts';
import { chatId, flag, integer, json } from '../params.ts';

/** The emoji that Telegram takes as reactions (doc comment of ReactionTypeEmoji). */
const allowedReactions = new Set(
  (
    '❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 ' +
    '🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'
  ).split(' '),
);

const reaction = z.looseObject({ type: z.string(), emoji: z.string().optional() });

/** Reactions of bots: one per message. */
export const reactionMethods: Record<string, Method> = {
  setMessageReaction: method(
    { chat_id: chatId, message_id: integer, reaction: json(z.array(reaction)).default([]), is_big: flag.optional() },
    ({ world, bot, messageIds }, parameters) => {
      const message = getMessage(getWritableChat({ world, bot }, parameters.chat_id), parameters.message_id, 'react');
      if (parameters.reaction.length > 1) throw badRequest('REACTIONS_TOO_MANY');
      for (const { type, emoji = '' } of parameters.reaction) {
        // Emoji come with or without the variation selector.
        if (type !== 'emoji' || !allowedReactions.has(emoji.replaceAll('\uFE0F', ''))) throw badRequest('REACTION_INVALID');
      }
      if (parameters.reaction.length > 0) message.reactions.set(bot.user.id, parameters.reaction);
      else message.reactions.delete(bot.user.id);
      messageIds.push(message.id);
      emit(world, { type: 'message', message });
      return true;
    },
  ),
};
