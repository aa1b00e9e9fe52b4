import { z } from 'zod';
import { badRequest } from '../../api-error.ts';
import { emit } from '../../world/world.ts';
import { method, type Method } from '../method.ts';
import { chatId, flag, object, string } from '../params.ts';

const language = z.string().default('');
const menuButton = z.discriminatedUnion('type', [
  z.object({ type: z.literal('default') }),
  z.object({ type: z.literal('commands') }),
  z.object({ type: z.literal('web_app'), text: z.string(), web_app: z.object({ url: z.string() }) }),
]);

/** A text of the bot's profile, kept per language: `set<Name>` and `get<Name>`. */
function profileText(name: string, field: string, maxLength: number): Record<string, Method> {
  return {
    [`setMy${name}`]: method({ [field]: string.default(''), language_code: language }, ({ world, bot }, parameters) => {
      const text = String(parameters[field] ?? '');
      if (text.length > maxLength) throw badRequest(`${field.replace('_', ' ')} is too long`);
      bot.profile.set(`${field}|${String(parameters['language_code'])}`, text);
      emit(world, { type: 'bot', bot });
      return true;
    }),
    [`getMy${name}`]: method({ language_code: language }, ({ bot }, parameters) => {
      const usual = field === 'name' ? bot.user.firstName : '';
      return { [field]: bot.profile.get(`${field}|${parameters.language_code}`) ?? bot.profile.get(`${field}|`) ?? usual };
    }),
  };
}

/** A web app opens an https address only, under a text. */
function refuseMenuButton(button: object): void {
  const read = menuButton.safeParse(button);
  if (!read.success) throw badRequest("can't parse menu button: menu button has unsupported type or lacks a field");
  if (read.data.type !== 'web_app') return;
  const { text, web_app } = read.data;
  if (text === '') throw badRequest('BUTTON_TEXT_INVALID');
  if (!web_app.url.startsWith('https://'))
    throw badRequest(`menu button Web App URL '${web_app.url}' is invalid: Only HTTPS links are allowed`);
}

/** How the bot presents itself. */
export const profileMethods: Record<string, Method> = {
  ...profileText('Name', 'name', 64),
  ...profileText('Description', 'description', 512),
  ...profileText('ShortDescription', 'short_description', 120),
  setChatMenuButton: method({ chat_id: chatId.optional(), menu_button: object.default({ type: 'default' }) }, ({ bot }, parameters) => {
    refuseMenuButton(parameters.menu_button);
    bot.profile.set(`menu_button|${parameters.chat_id ?? ''}`, parameters.menu_button);
    return true;
  }),
  getChatMenuButton: method({ chat_id: chatId.optional() }, ({ bot }, parameters) => {
    return bot.profile.get(`menu_button|${parameters.chat_id ?? ''}`) ?? bot.profile.get('menu_button|') ?? { type: 'commands' };
  }),
  setMyDefaultAdministratorRights: method({ rights: object.default({}), for_channels: flag.default(false) }, ({ bot }, parameters) => {
    bot.profile.set(`rights|${parameters.for_channels}`, parameters.rights);
    return true;
  }),
  getMyDefaultAdministratorRights: method({ for_channels: flag.default(false) }, ({ bot }, parameters) => {
    return bot.profile.get(`rights|${parameters.for_channels}`) ?? {};
  }),
};
