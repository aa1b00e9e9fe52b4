import type { Command } from 'commander';
import { z } from 'zod';
import { id } from '../../api/fields.ts';
import { systemActor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId } from '../../core/ids.ts';
import { Contact, type ContactRecord } from '../../domain/contact/model.ts';
import { eraseContact } from '../../domain/data/erase/erase-contact.ts';
import { withHub } from '../run-command.ts';
import { ask, canAsk } from '../terminal/ask.ts';
import { formatTable } from '../terminal/output.ts';
import { readArgument, readOptions, UsageError } from '../terminal/usage-error.ts';

/** `erase-contact`. */
export function addEraseCommand(program: Command): void {
  program
    .command('erase-contact <contactId>')
    .description('erase a person for good: contact, conversations, messages, files; prints what was removed')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      '\nA run that was cut short is finished by running it again.\n\nExample:\n  npm run hub -- erase-contact 665f1c2ab0c1d2e3f4a5b6c7 --yes',
    )
    .action(async (given: unknown, _options: unknown, command: Command) => {
      const contactId = readArgument('contactId', id, given);
      const { yes } = readOptions(command, z.object({ yes: z.boolean().default(false) }));
      if (!yes && !canAsk()) throw new UsageError('--yes: is needed, since what is erased can not be had back');
      await withHub(command, async ({ hub, output }) => {
        const contact = await Contact.findById(toObjectId(contactId)).lean<ContactRecord | null>();
        if (!contact) throw new HubError('contact.unknown', { contactId });
        if (!yes && (await ask(`Erase ${contact.name} and everything said? Write yes`)) !== 'yes')
          throw new UsageError('nothing was erased');
        const report = await eraseContact(hub, systemActor(contact.workspaceId, 'Command line'), contactId);
        const rows = Object.entries(report.collections).map(([collection, count]) => [collection, String(count)]);
        output.show(report, formatTable(['removed from', 'count'], rows));
        if (report.sharedFiles > 0) output.tell(`${report.sharedFiles} of the files stay: other conversations show them too.`);
      });
    });
}
