import type { Command } from 'commander';
import { z } from 'zod';
import { id } from '../../../api/fields.ts';
import { systemActor, type SystemActor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import { toObjectId } from '../../../core/ids.ts';
import { signOut } from '../../../domain/channel/account/sign-in.ts';
import { removeChannel, updateChannel } from '../../../domain/channel/change.ts';
import { Channel, type ChannelRecord } from '../../../domain/channel/model.ts';
import { presentChannel } from '../../../domain/channel/present.ts';
import { withHub, type Invocation } from '../../run-command.ts';
import { canAsk, readSecret } from '../../terminal/ask.ts';
import { readArgument, readOptions } from '../../terminal/usage-error.ts';
import { followSignIn, type Terminal } from './sign-in.ts';

const signInOptions = z.object({ code: z.string().optional(), wait: z.coerce.number().int().min(1).max(3600).default(300) });

/** `channel pause`, `channel resume`, `channel disconnect`, `channel sign-in`, `channel sign-out`: for every provider. */
export function addAccountCommands(channel: Command): void {
  onChannel(channel, 'pause', 'take nothing in and send nothing until it goes on; what is queued waits', (invocation, actor, channelId) =>
    setPaused(invocation, actor, channelId, true),
  );
  onChannel(channel, 'resume', 'let a paused channel go on', (invocation, actor, channelId) =>
    setPaused(invocation, actor, channelId, false),
  );
  onChannel(
    channel,
    'disconnect',
    'forget the account and its credentials; its conversations stay',
    async ({ hub, output }, actor, channelId) => {
      await removeChannel(hub, actor, channelId);
      output.show({ id: channelId, disconnected: true }, 'Disconnected.');
    },
  );
  onChannel(
    channel,
    'sign-out',
    'forget the session of an account that signed in, so that it signs in anew',
    async (invocation, actor, channelId) => {
      show(invocation, actor, await signOut(invocation.hub, actor, channelId));
    },
  );
  onChannel(channel, 'sign-in', 'sign an account in beside the running hub: shows the code to scan, takes the code to type', signIn)
    .option('--code <code>', 'the code the account waits for; - reads it from standard input')
    .option('--wait <seconds>', 'how long to wait until it is signed in; by default 300');
}

type Work = (invocation: Invocation, actor: SystemActor, channelId: string, command: Command) => Promise<void>;

function onChannel(parent: Command, name: string, description: string, work: Work): Command {
  return parent
    .command(`${name} <channelId>`)
    .description(description)
    .action(async (given: unknown, _options: unknown, command: Command) => {
      const channelId = readArgument('channelId', id, given);
      await withHub(command, async (invocation) => {
        const found = await Channel.findById(toObjectId(channelId)).select({ workspaceId: 1 }).lean();
        if (!found) throw new HubError('channel.unknown', { channelId });
        await work(invocation, systemActor(found.workspaceId, 'Command line'), channelId, command);
      });
    });
}

async function setPaused(invocation: Invocation, actor: SystemActor, channelId: string, isPaused: boolean): Promise<void> {
  show(invocation, actor, await updateChannel(invocation.hub, actor, channelId, { isPaused }));
}

/** Waits until the account is signed in; fails where it is not. */
async function signIn(invocation: Invocation, actor: SystemActor, channelId: string, command: Command): Promise<void> {
  const { code, wait: waitSeconds } = readOptions(command, signInOptions);
  const terminal: Terminal = { canAsk, readSecret, tell: (line) => void process.stderr.write(`${line}\n`) };
  const channel = await followSignIn(invocation.hub, actor, channelId, { code, waitSeconds, terminal });
  show(invocation, actor, channel);
  if (channel.health.state !== 'ok') process.exitCode = 1;
}

function show({ hub, output }: Invocation, actor: SystemActor, channel: ChannelRecord): void {
  const view = presentChannel(hub, actor, channel);
  const { state, reason } = view.health;
  output.show(view, `${view.name}: ${reason === undefined ? state : `${state} (${reason})`}`);
}
