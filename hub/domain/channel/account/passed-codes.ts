import { setTimeout as wait } from 'node:timers/promises';
import { ChannelError } from '../../../../bots/contract/error.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { ObjectId } from '../../../core/ids.ts';
import { Channel, type ChannelRecord } from '../model.ts';

type CodeTools = Pick<Hub, 'secrets' | 'now' | 'channels' | 'listening' | 'log'>;

const waitMs = 20_000;
const askEveryMs = 300;

function placeOf({ _id, workspaceId }: Pick<ChannelRecord, '_id' | 'workspaceId'>) {
  return { workspaceId: workspaceId.toHexString(), field: `channels.code:${_id.toHexString()}` };
}

/** Leaves a code, sealed, for the process that listens to the account, and waits for what came of it. Throws channel.not-listening, channel.code-refused. */
export async function passCode(hub: CodeTools, channel: ChannelRecord, code: string): Promise<void> {
  const id = new ObjectId();
  const passedCode = { id, sealed: hub.secrets.seal(code, placeOf(channel)), at: hub.now() };
  await Channel.updateOne({ _id: channel._id }, { $set: { passedCode }, $unset: { codeOutcome: 1 } });
  const until = performance.now() + waitMs;
  while (performance.now() < until) {
    await wait(askEveryMs);
    const found = await Channel.findOne({ _id: channel._id }).select({ codeOutcome: 1 }).lean<Pick<ChannelRecord, 'codeOutcome'>>();
    const outcome = found?.codeOutcome;
    if (!outcome?.id.equals(id)) continue;
    if (outcome.problem === undefined) return;
    const { problem: detail, reasonCode, reasonValues = {} } = outcome;
    throw new HubError('channel.code-refused', { detail, ...(reasonCode && { reasonCode, reasonValues }) });
  }
  // Nobody is to find it later on, when it opens nothing any more.
  await Channel.updateOne({ _id: channel._id, 'passedCode.id': id }, { $unset: { passedCode: 1 } });
  throw new HubError('channel.not-listening', { channelId: channel._id.toHexString() });
}

/** Gives the accounts that this process listens to the codes that others left for them. */
export async function takePassedCodes(hub: CodeTools): Promise<void> {
  for (const channelId of hub.listening.ids()) {
    const live = await hub.channels.find(channelId);
    if (!live?.connection.answerSignIn) continue;
    const taken = await Channel.findOneAndUpdate(
      { _id: live.id, passedCode: { $exists: true } },
      { $unset: { passedCode: 1 } },
      { returnDocument: 'before' },
    ).lean<ChannelRecord>();
    if (!taken?.passedCode) continue;
    const { id, sealed } = taken.passedCode;
    const found = await live.connection.answerSignIn(hub.secrets.open(sealed, placeOf(taken))).then(
      () => ({}),
      (error: unknown) => {
        if (error instanceof ChannelError) {
          const { reason: problem, ...code } = error.why;
          return { problem, ...code };
        }
        hub.log.error({ err: error, channelId }, 'an adapter failed on a code');
        return { problem: 'the adapter failed' };
      },
    );
    await Channel.updateOne({ _id: live.id }, { $set: { codeOutcome: { id, ...found } } });
  }
}
