import type { Command } from 'commander';
import { z } from 'zod';
import { email } from '../../api/team/users.ts';
import { HubError } from '../../core/error.ts';
import { Agent, type AgentRecord } from '../../domain/agent/model.ts';
import { createAgentLink } from '../../domain/console/linking.ts';
import { commandLineActor } from '../find-workspace.ts';
import { withHub } from '../run-command.ts';
import { formatRecord } from '../terminal/output.ts';
import { readArgument, readOptions } from '../terminal/usage-error.ts';

/** `agent link-telegram`. */
export function addLinkCommand(agent: Command): void {
  agent
    .command('link-telegram <email>')
    .description('print the link by which an agent joins a Telegram account to the seat; it works once, for 15 minutes')
    .option('--workspace <workspace>', 'id or name, where there are several')
    .addHelpText('after', '\nExample:\n  npm run hub -- agent link-telegram anna@example.com')
    .action(async (given: unknown, _options: unknown, command: Command) => {
      const address = readArgument('email', email, given);
      const { workspace } = readOptions(command, z.object({ workspace: z.string().optional() }));
      await withHub(command, async ({ hub, output }) => {
        const actor = await commandLineActor(workspace);
        const seat = await Agent.findOne({ workspaceId: actor.workspaceId, email: address, isActive: true }).lean<AgentRecord | null>();
        if (!seat) throw new HubError('agent.unknown', { reason: address });
        const { url, expiresAt } = await createAgentLink(hub, actor, seat._id);
        const view = { url, expiresAt: expiresAt.toISOString() };
        output.show(view, formatRecord({ link: url, until: view.expiresAt }));
      });
    });
}
