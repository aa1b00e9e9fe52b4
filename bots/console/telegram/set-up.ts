import { GrammyError } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { ConsoleOptions, ConsoleSetUp } from '../console.ts';
import { findMissing } from '../linking/group.ts';
import type { Parts } from '../parts.ts';
import { setAgentCommands, setDefaultCommands, setGroupCommands } from './commands.ts';
import { allowedUpdates } from './polling.ts';

/** Brings Telegram's side in line: commands, webhook or none, and a look at the rights in bound groups. */
export async function setUpConsole(
  parts: Parts,
  mode: ConsoleOptions['mode'],
  onBot: (botInfo: UserFromGetMe) => void,
): Promise<ConsoleSetUp> {
  const { api, desk, texts } = parts;
  const botInfo = await api.getMe();
  onBot(botInfo);
  if (mode === 'polling') await api.deleteWebhook();
  else await api.setWebhook(mode.webhookUrl, { secret_token: mode.secretToken, allowed_updates: [...allowedUpdates] });
  await setDefaultCommands(parts);
  await setLinkedCommands(parts);

  const warnings = botInfo.supports_inline_queries ? [] : [texts.en('warning.inline-off')];
  for (const group of await desk.groups.list()) {
    const problem = await checkGroup(parts, group.chatId, group.language);
    if (problem !== group.problem) await desk.groups.setProblem(group.chatId, problem);
    if (problem !== null) warnings.push(`${group.title}: ${problem}`);
  }
  return { botInfo, warnings };
}

async function checkGroup(parts: Parts, chatId: string, language: 'en' | 'ru'): Promise<string | null> {
  try {
    const missing = await findMissing(parts, chatId);
    await setGroupCommands(parts, chatId, language);
    return missing.length > 0 ? missing.join(', ') : null;
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    return error.description;
  }
}

/** Agents that were linked before an update see its new commands; one who blocks the bot stops nobody. */
async function setLinkedCommands(parts: Parts): Promise<void> {
  for (const { telegram, language } of await parts.desk.agents.list()) {
    if (!telegram?.isReachable) continue;
    await setAgentCommands(parts, telegram.chatId, language).catch((error: unknown) => {
      parts.log.info({ err: error }, 'commands of an agent not set');
    });
  }
}
