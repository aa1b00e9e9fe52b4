import type { Command } from 'commander';
import { z } from 'zod';
import { id } from '../../api/fields.ts';
import { systemActor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId } from '../../core/ids.ts';
import { replayReceipt } from '../../inbound/receipt-routes.ts';
import { Receipt, type ReceiptRecord } from '../../inbound/receipts.ts';
import { findWorkspace } from '../find-workspace.ts';
import { withHub, type Invocation } from '../run-command.ts';
import { formatTable } from '../terminal/output.ts';
import { readOptions, UsageError } from '../terminal/usage-error.ts';

const most = 500;

const listOptions = z.object({ channel: id.optional(), workspace: z.string().optional(), raw: z.boolean().default(false) });

/** `receipts list`, `receipts replay`. */
export function addReceiptCommands(program: Command): void {
  const receipts = program.command('receipts').description('payloads from providers that could not be read');
  receipts
    .command('list')
    .description(`the newest ${most}`)
    .option('--channel <channelId>', 'of one channel only')
    .option('--workspace <workspace>', 'id or name, where there are several')
    .option('--raw', 'with the payloads themselves')
    .action(async (_options: unknown, command: Command) => {
      const given = readOptions(command, listOptions);
      await withHub(command, (invocation) => list(invocation, given));
    });
  receipts
    .command('replay [receiptIds...]')
    .description('read payloads again, after an update that understands them; exit code 1 when one still can not be read')
    .option('--all', 'every one that could not be read')
    .option('--workspace <workspace>', 'id or name, where there are several')
    .addHelpText('after', '\nWhat was taken in before is not doubled.\n\nExample:\n  npm run hub -- receipts replay --all')
    .action(async (given: unknown, _options: unknown, command: Command) => {
      const { all, workspace } = readOptions(command, z.object({ all: z.boolean().default(false), workspace: z.string().optional() }));
      const ids = z.array(id).safeParse(given);
      if (!ids.success) throw new UsageError('<receiptIds>: must be ids of 24 hex digits');
      if (ids.data.length === 0 && !all) throw new UsageError('name the receipts, or give --all');
      await withHub(command, async (invocation) => replay(invocation, (await findWorkspace(workspace))._id, all ? null : ids.data));
    });
}

async function list({ output }: Invocation, { channel, workspace, raw }: z.infer<typeof listOptions>): Promise<void> {
  const { _id: workspaceId } = await findWorkspace(workspace);
  const found = await Receipt.find({ workspaceId, ...(channel && { channelId: toObjectId(channel) }) })
    .sort({ createdAt: -1 })
    .limit(most)
    .lean<ReceiptRecord[]>();
  const items = found.map((receipt) => ({ ...present(receipt), ...(raw && { raw: receipt.raw }) }));
  const rows = items.map((item) => [item.id, item.channelId, item.createdAt, item.state, item.reason, ...(raw ? [item.raw ?? ''] : [])]);
  const table = formatTable(['id', 'channel', 'came', 'state', 'why', ...(raw ? ['payload'] : [])], rows);
  output.show({ items }, rows.length > 0 ? table : 'Everything that came could be read.');
}

async function replay({ hub, output }: Invocation, workspaceId: ReceiptRecord['workspaceId'], ids: string[] | null): Promise<void> {
  const which = ids ? { _id: { $in: ids.map(toObjectId) } } : { state: 'unreadable' as const };
  const found = await Receipt.find({ workspaceId, ...which })
    .sort({ createdAt: 1 })
    .limit(10_000)
    .select({ channelId: 1 })
    .lean<ReceiptRecord[]>();
  const missing = ids?.find((receiptId) => !found.some(({ _id }) => _id.equals(receiptId)));
  if (missing !== undefined) throw new HubError('receipt.unknown', { receiptId: missing });
  const items = [];
  // Oldest first and one after another: the order in which they came.
  for (const { _id, channelId } of found) {
    const place = { channelId: channelId.toHexString(), receiptId: _id.toHexString() };
    items.push(present(await replayReceipt(hub, systemActor(workspaceId, 'Command line'), place)));
  }
  const rows = items.map(({ id: receiptId, state, reason }) => [receiptId, state, state === 'unreadable' ? reason : '']);
  output.show({ items }, rows.length > 0 ? formatTable(['id', 'state', 'why'], rows) : 'There is nothing to replay.');
  if (items.some(({ state }) => state === 'unreadable')) process.exitCode = 1;
}

function present({ _id, channelId, reason, state, createdAt }: ReceiptRecord) {
  return {
    id: _id.toHexString(),
    channelId: channelId.toHexString(),
    reason,
    state,
    createdAt: createdAt.toISOString(),
    raw: undefined as string | undefined,
  };
}
