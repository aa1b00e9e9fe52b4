import type { Command } from 'commander';
import { z } from 'zod';
import { permission } from '../../api/permissions.ts';
import { createAccessToken } from '../../domain/access-token/create-access-token.ts';
import { presentAccessToken } from '../../domain/access-token/present.ts';
import { commandLineActor } from '../find-workspace.ts';
import { withHub } from '../run-command.ts';
import { formatRecord } from '../terminal/output.ts';
import { readOptions } from '../terminal/usage-error.ts';

const dayMs = 86_400_000;

const scopes = z
  .string()
  .transform((list) => (list === 'all' ? permission.options : list.split(',').map((scope) => scope.trim())))
  .pipe(z.array(z.enum(permission.options, { error: ({ input }) => `${String(input)} is no scope; --help lists them` })).min(1));

const options = z.object({
  name: z.string().trim().min(1).max(100),
  scopes,
  days: z.coerce.number().int().min(1).max(3650).optional(),
  workspace: z.string().optional(),
});

/** `token create`. */
export function addTokenCommands(program: Command): void {
  const token = program.command('token').description('access tokens for machines');
  token
    .command('create')
    .description('make an access token; it is shown only here')
    .requiredOption('--name <name>', 'what it is for')
    .requiredOption('--scopes <scopes>', 'comma-separated permissions, or all')
    .option('--days <days>', 'days until it ends; without it, it does not end by itself')
    .option('--workspace <workspace>', 'id or name, where there are several')
    .addHelpText(
      'after',
      `\nScopes: ${permission.options.join(', ')}\n\nExample:\n  npm run hub -- token create --name crm --scopes contact.view,conversation.view`,
    )
    .action(async (_options: unknown, command: Command) => {
      const given = readOptions(command, options);
      await withHub(command, async ({ hub, output }) => {
        const actor = await commandLineActor(given.workspace);
        const expiresAt = given.days === undefined ? null : new Date(hub.now().getTime() + given.days * dayMs);
        const made = await createAccessToken(hub, actor, { name: given.name, scopes: given.scopes, expiresAt });
        const view = { ...presentAccessToken(made.record), token: made.token };
        output.show(
          view,
          formatRecord({ token: view.token, name: view.name, scopes: view.scopes.join(', '), ends: view.expiresAt ?? 'never' }),
        );
      });
    });
}
