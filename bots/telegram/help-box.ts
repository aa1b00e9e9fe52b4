import type { HelpBoxOnBot } from '../contract/channel.ts';
import { anyResult, type TelegramClient } from './client.ts';

const safely = { repeatable: true };
/** Telegram's own limits, in characters. */
const longestTitle = 64;
const longestAbout = 120;

/**
 * Puts the chat page into the bot's menu button, as a web app, and a line of it into the profile; with null both are Telegram's own again.
 * The menu takes https only: without such an address it stays the list of commands.
 */
export async function showHelpBox(client: TelegramClient, page: HelpBoxOnBot | null): Promise<void> {
  const menu = page?.url?.startsWith('https://')
    ? { type: 'web_app', text: page.title.slice(0, longestTitle), web_app: { url: page.url } }
    : { type: 'default' };
  await client.call('setChatMenuButton', { menu_button: menu }, anyResult, safely);
  const texts = page?.about ?? [{ language: '', text: '' }];
  for (const [index, { language, text }] of texts.entries()) {
    const short = { short_description: text.slice(0, longestAbout) };
    if (index === 0) await client.call('setMyShortDescription', short, anyResult, safely);
    if (language !== '') await client.call('setMyShortDescription', { ...short, language_code: language }, anyResult, safely);
  }
  // Telegram falls back on the text for everybody only where a language has none of its own.
  if (!page)
    for (const code of ['en', 'ru'])
      await client.call('setMyShortDescription', { short_description: '', language_code: code }, anyResult, safely);
}
