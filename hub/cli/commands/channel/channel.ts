import type { Command } from 'commander';
import { z } from 'zod';
import type { ChannelView } from '../../../api/customers/channels.ts';
import { id } from '../../../api/fields.ts';
import { providers } from '../../../../bots/registry.ts';
import { systemActor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import { toObjectId } from '../../../core/ids.ts';
import { addChannel } from '../../../domain/channel/add.ts';
import { listChannels, testChannel } from '../../../domain/channel/change.ts';
import { Channel } from '../../../domain/channel/model.ts';
import { presentChannel } from '../../../domain/channel/present.ts';
import { commandLineActor } from '../../find-workspace.ts';
import { withHub, type Invocation } from '../../run-command.ts';
import { formatRecord, formatTable } from '../../terminal/output.ts';
import { readArgument, readOptions } from '../../terminal/usage-error.ts';
import { addAccountCommands } from './account.ts';
import { addSettingsCommand } from './customers.ts';
import { askForMissing, readSettings } from './settings.ts';
import { setConsole } from '../console.ts';

/** Without the chat on the site: the hub makes that channel by itself. */
const connectable = Object.keys(providers).filter((name) => name !== 'widget');

const workspaceOption = ['--workspace <workspace>', 'id or name, where there are several'] as const;

const addOptions = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  workspace: z.string().optional(),
  set: z.array(z.string()).default([]),
  settings: z.string().optional(),
  newAfterClosedHours: z.coerce.number().min(0).max(8760).optional(),
});

/** `channel add`, `channel list`, `channel test`, `channel settings`, and what is done with an account. */
export function addChannelCommands(program: Command): void {
  const channel = program.command('channel').description('connected accounts');
  addAddCommand(channel);
  addSettingsCommand(channel);
  addAccountCommands(channel);
  channel
    .command('list')
    .description('connected accounts and how they are doing')
    .option(...workspaceOption)
    .action(async (_options: unknown, command: Command) => {
      const { workspace } = readOptions(command, z.object({ workspace: z.string().optional() }));
      await withHub(command, (invocation) => list(invocation, workspace));
    });
  channel
    .command('test <channelId>')
    .description('check an account with its provider now; exit code 1 unless it is well')
    .action(async (given: unknown, _options: unknown, command: Command) => {
      const channelId = readArgument('channelId', id, given);
      await withHub(command, (invocation) => test(invocation, channelId));
    });
}

function addAddCommand(channel: Command): void {
  channel
    .command('add <provider>')
    .alias('connect')
    .description(
      `connect an account (${connectable.join(', ')}), or the team's own Telegram bot (console); checks the credentials with the provider first`,
    )
    .option('--name <name>', 'name for the team; by default as the provider calls the account')
    .option(...workspaceOption)
    .option(
      '--set <key=value>',
      'a setting; repeat for more. key=- reads the value from standard input',
      (pair: string, all: string[]) => [...all, pair],
      [],
    )
    .option('--settings <json>', 'all settings as JSON; - reads them from standard input')
    .option('--new-after-closed-hours <hours>', 'hours after closing from which a message opens a new conversation; by default never')
    .addHelpText(
      'after',
      '\nWhat is missing is asked for, so that a token need not stand in the shell history.\n\nExamples:\n  npm run hub -- channel add telegram --name Support\n  echo "$BOT_TOKEN" | npm run hub -- channel add telegram --set botToken=-\n  npm run hub -- channel add telegram --settings \'{"botToken":"…","mode":"webhook"}\'',
    )
    .action(async (provider: string, _options: unknown, command: Command) => {
      const given = readOptions(command, addOptions);
      const settings = await readSettings(given);
      await withHub(command, async (invocation) => {
        const { hub } = invocation;
        const actor = await commandLineActor(given.workspace);
        if (provider === 'console') return setConsole(invocation, actor, settings);
        const kind = await hub.findProvider(provider);
        if (!kind) throw new HubError('provider.unknown', { reason: `there is ${connectable.join(', ')}` });
        const { name, newAfterClosedHours } = given;
        if (kind.isUnofficial) invocation.output.tell(`${kind.title} does not allow such connections and may close the account.`);
        const body = { provider, name, settings: await askForMissing(kind, settings), newAfterClosedHours };
        const view = presentChannel(hub, actor, await addChannel(hub, actor, body));
        show(invocation, view);
        if (!view.account) invocation.output.tell(`Sign in next, while the hub runs: npm run hub -- channel sign-in ${view.id}`);
      });
    });
}

async function list({ hub, output }: Invocation, workspace: string | undefined): Promise<void> {
  const actor = await commandLineActor(workspace);
  const items: ChannelView[] = [];
  let cursor: string | undefined;
  do {
    const page = await listChannels(actor, { cursor, limit: 200 });
    items.push(...page.items.map((channel) => presentChannel(hub, actor, channel)));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const rows = items.map(({ id, provider, name, account, health, lastInboundAt, lastOutboundAt, inboundLagMs, lastHour }) => [
    id,
    provider,
    name,
    account?.username ?? account?.name ?? '',
    health.state,
    lastInboundAt ?? '',
    lastOutboundAt ?? '',
    inboundLagMs === null ? '' : `${(inboundLagMs / 1000).toFixed(1)} s`,
    lastHour.failed > 0 ? `${lastHour.failed}/${lastHour.failed + lastHour.sent}` : '',
    health.credentialsExpireAt?.slice(0, 10) ?? '',
    health.reason ?? (health.signIn ? 'waits for somebody to sign in' : ''),
  ]);
  output.show(
    { items },
    rows.length > 0
      ? formatTable(['id', 'provider', 'name', 'account', 'health', 'last in', 'last out', 'lag', 'failed in 1 h', 'ends', 'reason'], rows)
      : 'No channels yet: connect one with channel add.',
  );
}

async function test(invocation: Invocation, channelId: string): Promise<void> {
  const { hub } = invocation;
  const found = await Channel.findById(toObjectId(channelId)).select({ workspaceId: 1 }).lean();
  if (!found) throw new HubError('channel.unknown', { channelId });
  const actor = systemActor(found.workspaceId, 'Command line');
  const view = presentChannel(hub, actor, await testChannel(hub, actor, channelId));
  show(invocation, view);
  if (view.health.state !== 'ok' && view.health.state !== 'warning') process.exitCode = 1;
}

function show({ output }: Invocation, view: ChannelView): void {
  const { health, account } = view;
  const text = formatRecord({
    id: view.id,
    name: view.name,
    account: account?.url ?? account?.username ?? account?.name,
    // Only a public https address is one that a provider pushes to.
    webhookUrl: view.webhookUrl.startsWith('https://') ? view.webhookUrl : undefined,
    health: health.reason ? `${health.state}: ${health.reason}` : health.state,
  });
  output.show(view, text);
}
