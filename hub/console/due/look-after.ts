import type { TelegramConsole } from '../../../bots/console/console.ts';
import { Console, consoleIdOf, type ConsoleRecord } from '../../domain/console/model.ts';
import type { DeskTools } from '../desk/tools.ts';
import type { Scope } from '../records/scope.ts';
import { deleteOldTopics } from './delete-topics.ts';
import { sendDigest } from './digest.ts';
import { escalateWaiting } from './escalate.ts';
import { replayWhenAsked } from './replay.ts';
import { endBlocks } from './unblock.ts';

/** The clock's work is looked for so often. */
const everyMs = 5000;

/** What one console does by the clock; each piece is claimed, so that any number of hubs may look. */
export function createLookAfter(tools: DeskTools, scope: Scope, bot: TelegramConsole): () => Promise<void> {
  let nextAt = 0;
  return async () => {
    const now = tools.hub.now().getTime();
    if (now < nextAt) return;
    nextAt = now + everyMs;
    const record = await Console.findById(consoleIdOf(tools.workspaceId)).lean<ConsoleRecord | null>();
    if (record?.botId !== scope.botId) return;
    await escalateWaiting(tools, scope, record, bot);
    await endBlocks(tools);
    await deleteOldTopics(scope, record);
    await replayWhenAsked(tools.hub.log, record, bot);
    await sendDigest(scope, record, bot);
  };
}
