import type { BotCommand } from 'grammy/types';
import { language as languages, type Language } from '../../../hub/api/fields.ts';
import type { Translate } from '../console.ts';
import type { Parts } from '../parts.ts';

/** Commands in an agent's private chat. */
export const privateCommands = [
  'queue',
  'mine',
  'visitors',
  'on',
  'off',
  'use',
  'take',
  'assign',
  'snooze',
  'close',
  'reopen',
  'note',
  'tag',
  'info',
  'history',
  'block',
  'unblock',
  'del',
  'status',
  'settings',
  'unlink',
  'help',
] as const;

/** Commands in a group's topics and lobby. */
export const groupCommands = [
  'queue',
  'visitors',
  'take',
  'assign',
  'snooze',
  'close',
  'reopen',
  'note',
  'silent',
  'replyonly',
  'tag',
  'info',
  'history',
  'block',
  'unblock',
  'del',
  'status',
  'help',
] as const;

/** Everybody else sees only these. */
const strangersCommands = ['start', 'help'] as const;

/** Lists for people without a seat, in both languages; the agents' own are set when they link. */
export async function setDefaultCommands({ api, texts }: Pick<Parts, 'api' | 'texts'>): Promise<void> {
  for (const language of languages.options) {
    const commands = listOf(texts[language], strangersCommands);
    await api.setMyCommands(commands, { scope: { type: 'all_private_chats' }, ...(language === 'en' ? {} : { language_code: language }) });
  }
}

/** The agents' commands in one private chat, in the agent's language. */
export async function setAgentCommands({ api, texts }: Pick<Parts, 'api' | 'texts'>, chatId: string, language: Language): Promise<void> {
  await api.setMyCommands(listOf(texts[language], privateCommands), { scope: { type: 'chat', chat_id: chatId } });
}

/** The commands of a bound group, in both languages. */
export async function setGroupCommands({ api, texts }: Pick<Parts, 'api' | 'texts'>, chatId: string, language: Language): Promise<void> {
  await api.setMyCommands(listOf(texts[language], groupCommands), { scope: { type: 'chat', chat_id: chatId } });
  for (const code of languages.options) {
    await api.setMyCommands(listOf(texts[code], groupCommands), { scope: { type: 'chat', chat_id: chatId }, language_code: code });
  }
}

function listOf(t: Translate, names: readonly string[]): BotCommand[] {
  return names.map((command) => ({ command, description: t(`command.${command}`) }));
}
