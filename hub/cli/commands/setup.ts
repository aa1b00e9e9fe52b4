import type { Command } from 'commander';
import { z } from 'zod';
import { email, personName, newPassword } from '../../api/team/users.ts';
import { language, timeZone } from '../../api/fields.ts';
import { permission } from '../../api/permissions.ts';
import { systemActor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { createAccessToken } from '../../domain/access-token/create-access-token.ts';
import { hasOwner } from '../../domain/agent/get-agent.ts';
import { setUpWorkspace } from '../../domain/agent/setup/set-up-workspace.ts';
import { withHub } from '../run-command.ts';
import { readSecret } from '../terminal/ask.ts';
import { readArgument, readOptions } from '../terminal/usage-error.ts';

const options = z.object({
  email,
  password: z.string().optional(),
  workspace: z.string().trim().min(1).max(100),
  name: personName.optional(),
  timeZone: timeZone.default('UTC'),
  language: language.default('en'),
  another: z.boolean().default(false),
});

/** `setup`: the first workspace with its owner, and a token for whoever goes on from here. */
export function addSetupCommand(program: Command): void {
  program
    .command('setup')
    .description(
      'make the first workspace and its owner; prints workspaceId, widgetKey and an accessToken with all scopes as one line of JSON',
    )
    .requiredOption('--email <email>', "the owner's e-mail")
    .option(
      '--password <password>',
      "the owner's password, at least 10 characters; `-` reads it from standard input, without it you are asked",
    )
    .requiredOption('--workspace <name>', 'name of the workspace')
    .option('--name <name>', "the owner's name; by default the e-mail up to the @")
    .option('--time-zone <zone>', 'IANA time zone such as Europe/Berlin', 'UTC')
    .option('--language <language>', 'en or ru', 'en')
    .option('--another', 'make one more workspace although there is an owner already')
    .addHelpText(
      'after',
      '\nExamples:\n  npm run hub -- setup --email me@example.com --workspace Acme\n  echo "$PASSWORD" | npm run --silent hub -- setup --email me@example.com --password - --workspace Acme --time-zone Europe/Berlin',
    )
    .action(async (_options: unknown, command: Command) => {
      const given = readOptions(command, options);
      const password = readArgument('password', newPassword, await readSecret('password', given.password));
      await withHub(command, async ({ hub, output }) => {
        if (!given.another && (await hasOwner())) throw new HubError('setup.done', { hint: 'Or make one more workspace with --another.' });
        const { workspace, agent } = await setUpWorkspace(hub, {
          email: given.email,
          password,
          name: given.name ?? (given.email.split('@')[0] || given.email),
          workspaceName: given.workspace,
          timeZone: given.timeZone,
          language: given.language,
        });
        const actor = systemActor(workspace._id, 'Command line');
        const { token } = await createAccessToken(hub, actor, { name: 'Setup', scopes: permission.options, expiresAt: null });
        output.tell(`Workspace “${workspace.name}” is ready. The access token is shown only here.`);
        const result = {
          workspaceId: workspace._id.toHexString(),
          widgetKey: workspace.widgetKey,
          accessToken: token,
          agentId: agent._id.toHexString(),
        };
        output.show(result, JSON.stringify(result));
      });
    });
}
