import type { Command } from 'commander';
import { z } from 'zod';
import { consoleDelivery, consoleMode } from '../../api/team/consoles.ts';
import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { connectConsole } from '../../domain/console/connect.ts';
import { commandLineActor } from '../find-workspace.ts';
import { withHub, type Invocation } from '../run-command.ts';
import { readSecret } from '../terminal/ask.ts';
import { formatRecord } from '../terminal/output.ts';
import { readOptions } from '../terminal/usage-error.ts';

const options = z.object({
  token: z.string().optional(),
  mode: consoleMode.optional(),
  delivery: consoleDelivery.optional(),
  workspace: z.string().optional(),
});

/** `console set`: the Telegram bot through which the team works. */
export function addConsoleCommands(program: Command): void {
  const group = program.command('console').description("the team's own Telegram bot");
  group
    .command('set')
    .description("connect the team's bot, or replace it, after Telegram vouched for its token")
    .option('--token <token>', 'its token from @BotFather; `-` reads it from standard input, without it you are asked')
    .option('--mode <mode>', `where conversations are shown: ${consoleMode.options.join(', ')}`)
    .option('--delivery <delivery>', `how updates come: ${consoleDelivery.options.join(', ')}`)
    .option('--workspace <workspace>', 'id or name, where there are several')
    .addHelpText('after', '\nExample:\n  echo "$CONSOLE_TOKEN" | npm run hub -- console set --token -')
    .action(async (_options: unknown, command: Command) => {
      const { token, workspace, ...given } = readOptions(command, options);
      const botToken = await readSecret('token', token);
      await withHub(command, async (invocation) => setConsole(invocation, await commandLineActor(workspace), { ...given, botToken }));
    });
}

const settingsShape = z.strictObject({
  botToken: z.string().regex(/^\d+:[\w-]+$/, 'must be a bot token from @BotFather'),
  mode: consoleMode.optional(),
  delivery: consoleDelivery.default('polling'),
});

/** Connects the console and shows it; also what `channel add console` does. Throws channel.settings-invalid and as connectConsole does. */
export async function setConsole({ hub, output }: Invocation, actor: Actor, settings: Record<string, unknown>): Promise<void> {
  const given = settings['botToken'] === undefined ? { ...settings, botToken: await readSecret('botToken', undefined) } : settings;
  const parsed = settingsShape.safeParse(given);
  if (!parsed.success)
    throw new HubError('channel.settings-invalid', { issues: parsed.error.issues.map(({ path, message }) => ({ path, message })) });
  const { _id, botId, username, name, mode, delivery, health } = await connectConsole(hub, actor, parsed.data);
  const url = `https://t.me/${username}`;
  const view = { id: _id.toHexString(), bot: { id: botId, username, name, url }, mode, delivery, health: { state: health.state } };
  output.show(view, formatRecord({ bot: url, name, mode, delivery, health: health.state }));
}
