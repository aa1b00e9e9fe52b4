import type { Command } from 'commander';
import { z } from 'zod';
import { conversationScope, role } from '../../api/permissions.ts';
import { email } from '../../api/team/users.ts';
import { inviteAgent, presentInvite } from '../../domain/agent/invite/invite-agent.ts';
import { commandLineActor } from '../find-workspace.ts';
import { withHub } from '../run-command.ts';
import { formatRecord } from '../terminal/output.ts';
import { readOptions } from '../terminal/usage-error.ts';
import { addLinkCommand } from './link-telegram.ts';

const inviteOptions = z.object({
  email: email.optional(),
  role: role.default('agent'),
  scope: conversationScope.default('all'),
  workspace: z.string().optional(),
});

/** `agent invite`, `agent link-telegram`. */
export function addAgentCommands(program: Command): void {
  const agent = program.command('agent').description('seats of the team');
  addLinkCommand(agent);
  agent
    .command('invite')
    .description('invite a colleague: prints a link that works once')
    .option('--email <email>', 'only this address may accept; without it, whoever has the link')
    .option('--role <role>', `${role.options.join(', ')}`, 'agent')
    .option('--scope <scope>', `which conversations the seat sees: ${conversationScope.options.join(', ')}`, 'all')
    .option('--workspace <workspace>', 'id or name, where there are several')
    .addHelpText('after', '\nExample:\n  npm run hub -- agent invite --email anna@example.com --role admin')
    .action(async (_options: unknown, command: Command) => {
      const given = readOptions(command, inviteOptions);
      await withHub(command, async ({ hub, output }) => {
        const actor = await commandLineActor(given.workspace);
        const offer = { email: given.email, role: given.role, conversationScope: given.scope, departmentIds: [] };
        const { invite, token, link } = await inviteAgent(hub, actor, offer);
        const view = { ...presentInvite(invite), token, link };
        output.show(view, formatRecord({ link, role: view.role, for: view.email ?? 'whoever has the link', until: view.expiresAt }));
      });
    });
}
