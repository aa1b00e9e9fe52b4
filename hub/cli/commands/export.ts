import type { Command } from 'commander';
import { z } from 'zod';
import { id } from '../../api/fields.ts';
import { systemActor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId } from '../../core/ids.ts';
import { createProgressLine } from '../../database/local/progress.ts';
import { Contact } from '../../domain/contact/model.ts';
import { exportRecords, countConversations } from '../../domain/data/export/export-records.ts';
import { createFolderTarget, createStreamTarget } from '../export/targets.ts';
import { findWorkspace } from '../find-workspace.ts';
import { withHub, type Invocation } from '../run-command.ts';
import { readOptions, UsageError } from '../terminal/usage-error.ts';

const options = z.object({
  contact: id.optional(),
  to: z.string().min(1).optional(),
  format: z.enum(['ndjson', 'json']).default('ndjson'),
  files: z.boolean().default(false),
  workspace: z.string().optional(),
});

/** `export`. */
export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('write everything of a workspace, or of one contact, into a folder or to standard output')
    .option('--contact <contactId>', 'one contact only')
    .option('--to <folder>', 'a folder: a file per kind and a manifest; without it, standard output')
    .option('--format <format>', 'ndjson (a JSON object a line) or json (one document)', 'ndjson')
    .option('--files', "attachments' bytes too; needs --to")
    .option('--workspace <workspace>', 'id or name, where there are several')
    .addHelpText(
      'after',
      '\nSettings, tokens and signed links are left out. Records come in the order workspace, channels, contacts with their\nidentities, conversations, messages. The manifest is written last, so an export without one was cut short.\n\nExamples:\n  npm run hub -- export --to backup --files\n  npm run --silent hub -- export --contact 665f1c2ab0c1d2e3f4a5b6c7 > person.ndjson',
    )
    .action(async (_options: unknown, command: Command) => {
      const given = readOptions(command, options);
      if (given.files && given.to === undefined) throw new UsageError('--files: needs --to, a folder to put them in');
      await withHub(command, (invocation) => run(invocation, given));
    });
}

async function run({ hub, output }: Invocation, given: z.infer<typeof options>): Promise<void> {
  const workspaceId = await workspaceOf(given);
  const actor = systemActor(workspaceId, 'Command line');
  const { to, contact: contactId } = given;
  const target = to === undefined ? createStreamTarget(process.stdout, given.format) : await createFolderTarget(to, given.format);
  const progress = createProgressLine(process.stderr);
  const startedAt = hub.now();
  const total = await countConversations(actor, contactId);
  let conversations = 0;
  let messages = 0;
  for await (const record of exportRecords(hub, actor, { contactId, withFiles: given.files })) {
    await target.write(record);
    if (record.kind === 'conversations')
      progress({ what: 'Conversations', done: (conversations += 1), total: Math.max(total, conversations) });
    if (record.kind === 'messages' && (messages += 1) % 1000 === 0) progress({ what: `Messages: ${messages}` });
  }
  progress.end();
  const manifest = await target.end({
    product: 'hubbub',
    version: 1,
    workspaceId: workspaceId.toHexString(),
    contactId: contactId ?? null,
    withFiles: given.files,
    startedAt: startedAt.toISOString(),
    endedAt: hub.now().toISOString(),
  });
  // On standard output the export itself is the result, manifest included.
  if (to !== undefined) output.show(manifest, `${conversations} conversations and ${messages} messages are in ${to}.`);
}

async function workspaceOf({ contact, workspace }: z.infer<typeof options>) {
  if (contact === undefined) return (await findWorkspace(workspace))._id;
  const found = await Contact.findById(toObjectId(contact)).select({ workspaceId: 1 }).lean();
  if (!found) throw new HubError('contact.unknown', { contactId: contact });
  return found.workspaceId;
}
