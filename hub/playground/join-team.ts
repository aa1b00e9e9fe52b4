import type { ChatRef } from '../../bots/emulators/telegram/actors/handles.ts';
import type { EmulatedUser } from '../../bots/emulators/telegram/actors/user.ts';
import type { TelegramEmulator } from '../../bots/emulators/telegram/emulator.ts';
import { createConsoleGroupLink, createConsoleLink, getConsole } from '../api/team/consoles.ts';
import type { Cast } from './cast.ts';
import type { Workspace } from './set-up.ts';

/** Milliseconds the console bot gets for each answer; a cold start is slow. */
const patienceMs = 60_000;

/** Joins the agents' Telegram accounts to their seats by one-time links, then makes the team's forum and binds it. */
export async function joinTeam(emulator: TelegramEmulator, cast: Cast, workspace: Workspace): Promise<ChatRef> {
  for (const [index, agent] of cast.agents.entries()) await linkAgent(emulator, cast, workspace, agent, workspace.agentIds[index] ?? '');

  const [admin, colleague] = cast.agents;
  const forum = admin.createForum('Sunny Shop team', [colleague]);
  admin.promote(forum, colleague, 'all');
  const { code } = await workspace.client.call(createConsoleGroupLink);
  admin.addBot(forum, cast.consoleBot, 'all', { startPayload: code });
  await waitForGroup(emulator, workspace, forum);
  return forum;
}

async function linkAgent(
  emulator: TelegramEmulator,
  { consoleBot }: Cast,
  { client }: Workspace,
  agent: EmulatedUser,
  agentId: string,
): Promise<void> {
  const { code } = await client.call(createConsoleLink, { body: { agentId } });
  agent.openDeepLink(consoleBot, code);
  const chat = agent.chatWith(consoleBot);
  const question = await emulator.waitFor(() => emulator.transcript(chat).find(({ buttons }) => buttons.length > 0), {
    timeout: patienceMs,
    what: `the console's question to ${agent.firstName}`,
  });
  const confirm = question.buttons[0]?.[0]?.text ?? '';
  await agent.press(question, confirm);
}

/** The group is bound when the console lists it, which it does a moment after it was told. */
async function waitForGroup(emulator: TelegramEmulator, { client }: Workspace, forum: ChatRef): Promise<void> {
  // The bot says so in the group; from then on the list has it.
  await emulator.waitFor(() => emulator.transcript(forum).some(({ from }) => from.isBot), {
    timeout: patienceMs,
    what: "the console's word in the team's group",
  });
  const { groups } = await client.call(getConsole);
  const bound = groups.find(({ chatId }) => chatId === String(forum.id));
  if (!bound) throw new Error('The console did not bind the team group');
  if (bound.problem !== null) throw new Error(`The console can't work in the team group: ${bound.problem}`);
}
