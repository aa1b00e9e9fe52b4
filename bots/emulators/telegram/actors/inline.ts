import { z } from 'zod';
import { parseMarkup } from '../format/markup.ts';
import { readFormatted } from '../format/formatted.ts';
import type { Entity, WireObject } from '../wire.ts';
import type { NewMessage } from '../world/messages.ts';
import type { Bot, Chat, Message, User, World } from '../world/state.ts';
import { reportChosen } from './query.ts';
import { write, type WriteOptions } from './write.ts';

const contentSchema = z.looseObject({
  message_text: z.string().optional(),
  parse_mode: z.string().optional(),
  entities: z.array(z.looseObject({ type: z.string(), offset: z.number(), length: z.number() })).optional(),
});
const resultSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  title: z.string().optional(),
  caption: z.string().optional(),
  input_message_content: contentSchema.optional(),
  reply_markup: z.unknown().optional(),
});

/** Sends one of a bot's inline results into a chat, as a message "via @bot", and tells the bot if it has inline feedback. */
export function choose(
  world: World,
  person: User,
  bot: Bot,
  raw: WireObject,
  chat: Chat,
  options: WriteOptions & { query?: string } = {},
): Message {
  const result = resultSchema.parse(raw);
  const { entities, ...content } = contentOf(result);
  const markup = parseMarkup(result.reply_markup);
  const message = write(world, person, chat, { ...content, viaBot: bot.user, markup }, { ...options, entities });
  reportChosen(bot, person, result.id, options.query ?? '', message);
  return message;
}

function contentOf({ input_message_content: content, caption, title, type }: z.output<typeof resultSchema>): Partial<NewMessage> {
  if (content?.message_text !== undefined) {
    const given = content.entities as Entity[] | undefined; // the loose object holds the entity's other fields
    return readFormatted({ text: content.message_text, parseMode: content.parse_mode, entities: given });
  }
  if (content && 'latitude' in content) return { attachment: { location: content } };
  return { text: caption ?? title ?? type };
}
