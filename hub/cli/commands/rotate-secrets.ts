import type { Command } from 'commander';
import { resealSecrets } from '../../domain/data/secrets/reseal.ts';
import { withHub } from '../run-command.ts';
import { formatTable } from '../terminal/output.ts';

/** `rotate-secrets`. */
export function addRotateCommand(program: Command): void {
  program
    .command('rotate-secrets')
    .description('seal every stored secret again with the newest key')
    .addHelpText(
      'after',
      '\nPut the new key before the old one first, HUB_SECRET=new,old (or as the first line of the file "secret" in HUB_DATA_DIR),\nrestart the hub, run this, then drop the old key.\n\nExample:\n  HUB_SECRET="$NEW,$OLD" npm run hub -- rotate-secrets',
    )
    .action(async (_options: unknown, command: Command) => {
      await withHub(command, async ({ hub, output }) => {
        const done = await resealSecrets(hub);
        const rows = done.map(({ collection, field, resealed, current }) => [`${collection}.${field}`, String(resealed), String(current)]);
        output.show({ fields: done }, formatTable(['field', 'sealed again', 'already current'], rows));
      });
    });
}
