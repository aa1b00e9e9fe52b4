import type { Logger } from 'pino';
import type { TelegramConsole } from '../../../bots/console/console.ts';
import { Console, type ConsoleRecord } from '../../domain/console/model.ts';

/** Replays the parked updates when somebody asked for it: once, by the process whose bot is at work. What fails again stays parked. */
export async function replayWhenAsked(
  log: Logger,
  record: ConsoleRecord,
  bot: Pick<TelegramConsole, 'botInfo' | 'replayParked'>,
): Promise<void> {
  const { _id, replayAskedAt } = record;
  if (!replayAskedAt || !bot.botInfo) return;
  const { modifiedCount } = await Console.updateOne({ _id, replayAskedAt }, { $unset: { replayAskedAt: 1 } });
  if (modifiedCount === 0) return;
  const counts = await bot.replayParked();
  log.info(counts, 'parked console updates were replayed');
}
