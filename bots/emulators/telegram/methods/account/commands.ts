import { z } from 'zod';
import { badRequest } from '../../api-error.ts';
import { emit } from '../../world/world.ts';
import { method, type Method } from '../method.ts';
import { json } from '../params.ts';

const scope = z.looseObject({ type: z.string(), chat_id: z.union([z.number(), z.string()]).optional(), user_id: z.number().optional() });
const scopes = new Set([
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
]);
const where = { scope: json(scope).default({ type: 'default' }), language_code: z.string().default('') };
const command = z.looseObject({ command: z.string(), description: z.string() });

function keyOf({ scope: { type, chat_id, user_id }, language_code }: { scope: z.output<typeof scope>; language_code: string }): string {
  if (!scopes.has(type)) throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  return [type, chat_id ?? '', user_id ?? '', language_code].join('|');
}

/** The bot's menu of commands, by scope and language. */
export const commandMethods: Record<string, Method> = {
  setMyCommands: method({ ...where, commands: json(z.array(command)) }, ({ world, bot }, parameters) => {
    if (parameters.commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const { command: name, description } of parameters.commands) {
      if (!/^\/?[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID');
      if (description.length < 1 || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    const commands = parameters.commands.map((each) => ({ ...each, command: each.command.replace(/^\//, '') }));
    bot.commands.set(keyOf(parameters), commands);
    emit(world, { type: 'bot', bot });
    return true;
  }),
  getMyCommands: method(where, ({ bot }, parameters) => bot.commands.get(keyOf(parameters)) ?? []),
  deleteMyCommands: method(where, ({ world, bot }, parameters) => {
    bot.commands.delete(keyOf(parameters));
    emit(world, { type: 'bot', bot });
    return true;
  }),
};
