import type { TelegramConsole } from '../../../bots/console/console.ts';
import { raiseAlert } from '../../domain/console/alerts.ts';
import { escalateAfterOf, type ConsoleRecord } from '../../domain/console/model.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { findRecipients } from '../desk/conversations/recipients.ts';
import type { DeskTools } from '../desk/tools.ts';
import type { Scope } from '../records/scope.ts';
import { doOnce } from './do-once.ts';

const minuteMs = 60_000;
/** What waits longer than this is everybody's old news: the queue and the digest show it. */
const dayMs = 24 * 60 * minuteMs;
/** The second time it is told after so many times the first wait. */
const repeatFactor = 3;
const most = 100;

/**
 * Tells everybody of open conversations nobody has, whose customers have waited too long; each after N minutes and again after 3N.
 * When that is due follows from the conversation alone, so restarts change nothing. With nobody left to tell an alert is raised.
 */
export async function escalateWaiting(
  tools: DeskTools,
  scope: Scope,
  record: ConsoleRecord,
  bot: Pick<TelegramConsole, 'announceWaiting'>,
): Promise<void> {
  const minutes = escalateAfterOf(record);
  if (minutes === null) return;
  const now = tools.hub.now().getTime();
  const firstMs = minutes * minuteMs;
  const oldest = new Date(now - repeatFactor * firstMs - dayMs);
  const waiting = await Conversation.find({
    workspaceId: tools.workspaceId,
    status: 'open',
    assigneeId: null,
    // Never before waitingSince; the bound keeps the look-up on its index.
    lastMessageAt: { $gte: oldest },
    waitingSince: { $gte: oldest, $lte: new Date(now - firstMs) },
    'contact.blocked': { $ne: true },
    handledBy: 'team',
  })
    .sort({ lastMessageAt: 1 })
    .limit(most)
    .lean<ConversationRecord[]>();
  for (const { _id, waitingSince } of waiting) {
    if (!waitingSince) continue;
    const repeated = now - waitingSince.getTime() >= repeatFactor * firstMs;
    const key = (stage: 1 | 2) => `waiting:${_id.toHexString()}:${waitingSince.getTime()}:${stage}`;
    const keptMs = 2 * dayMs + repeatFactor * firstMs;
    await doOnce(scope, key(repeated ? 2 : 1), keptMs, () => tell(tools, bot, _id.toHexString(), repeated));
  }
}

async function tell(
  tools: DeskTools,
  bot: Pick<TelegramConsole, 'announceWaiting'>,
  conversationId: string,
  repeated: boolean,
): Promise<void> {
  await bot.announceWaiting(conversationId, { repeated });
  const { agents, group } = await findRecipients(tools, conversationId, { everybody: true });
  if (agents.length > 0 || group) return;
  await raiseAlert(tools.hub, tools.workspaceId, { kind: 'nobody-reachable', detail: conversationId });
}
