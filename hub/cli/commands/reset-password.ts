import type { Command } from 'commander';
import { z } from 'zod';
import { email, newPassword } from '../../api/team/users.ts';
import { systemActor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { Agent, type AgentRecord } from '../../domain/agent/model.ts';
import { recordAudit } from '../../domain/audit/record-audit.ts';
import { User, type UserRecord } from '../../domain/user/model.ts';
import { dropTwoFactor } from '../../domain/user/two-factor/switch.ts';
import { setPassword } from '../../domain/user/update-user.ts';
import { withHub } from '../run-command.ts';
import { readSecret } from '../terminal/ask.ts';
import { readArgument, readOptions } from '../terminal/usage-error.ts';

/** `reset-password`: the way back in for an owner who lost theirs. */
export function addResetCommand(program: Command): void {
  program
    .command('reset-password')
    .description('give a user a new password and end all their sessions')
    .requiredOption('--email <email>', "the user's e-mail")
    .option('--password <password>', 'the new password, at least 10 characters; `-` reads it from standard input, without it you are asked')
    .option('--drop-two-factor', 'switch their two-factor off too, for who lost the app and every recovery code')
    .addHelpText('after', '\nExample:\n  npm run hub -- reset-password --email me@example.com')
    .action(async (_options: unknown, command: Command) => {
      const given = readOptions(command, z.object({ email, password: z.string().optional(), dropTwoFactor: z.boolean().default(false) }));
      const password = readArgument('password', newPassword, await readSecret('new password', given.password));
      await withHub(command, async ({ hub, output }) => {
        const user = await User.findOne({ email: given.email }).lean<UserRecord | null>();
        if (!user) throw new HubError('login.refused', { reason: 'nobody has this e-mail' });
        await setPassword(user._id, password);
        if (given.dropTwoFactor) await dropTwoFactor(user._id);
        const seats = await Agent.find({ userId: user._id }).lean<AgentRecord[]>();
        for (const { _id, workspaceId } of seats) {
          await recordAudit(hub, systemActor(workspaceId, 'Command line'), {
            action: 'user.password-reset',
            target: { type: 'agent', id: _id },
            after: { twoFactorDropped: given.dropTwoFactor },
          });
        }
        output.show(
          { userId: user._id.toHexString() },
          `${user.name} has a new password and is logged out everywhere.${given.dropTwoFactor ? ' Two-factor is off.' : ''}`,
        );
      });
    });
}
