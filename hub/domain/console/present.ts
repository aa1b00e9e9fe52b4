import type { ConsoleView } from '../../api/team/consoles.ts';
import { Agent, type AgentRecord } from '../agent/model.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { escalateAfterOf, type ConsoleRecord } from './model.ts';
import { measureOutbox } from './outbox.ts';
import { ConsoleSeat, type ConsoleSeatRecord } from './seat.ts';

/** The console as it crosses the wire, without its token; five database calls. */
export async function presentConsole(hub: Pick<Hub, 'now'>, console: ConsoleRecord): Promise<ConsoleView> {
  const { _id, workspaceId, botId, username, name, delivery, mode, health, groups, alerts, createdAt } = console;
  const [seats, kept, outbox] = await Promise.all([
    Agent.find({ workspaceId, isActive: true, 'telegram.telegramUserId': { $exists: true } })
      .sort({ createdAt: 1 })
      .limit(500)
      .lean<AgentRecord[]>(),
    ConsoleSeat.find({ workspaceId }).lean<ConsoleSeatRecord[]>(),
    measureOutbox(hub, { workspaceId, botId }),
  ]);
  return {
    id: _id.toHexString(),
    bot: { id: botId, username, name, url: `https://t.me/${username}` },
    delivery,
    mode,
    escalateAfterMinutes: escalateAfterOf(console),
    deleteTopicsAfterDays: console.deleteTopicsAfterDays ?? null,
    health: { state: health.state, ...(health.reason ? { reason: health.reason } : {}), at: health.at.toISOString() },
    groups: groups.map(({ chatId, title, language, isReplyOnly, problem }) => ({ chatId, title, language, isReplyOnly, problem })),
    agents: seats.flatMap(({ _id: agentId, displayName, telegram, duty }) =>
      telegram
        ? [
            {
              agentId: agentId.toHexString(),
              name: displayName,
              username: telegram.username ?? null,
              linkedAt: telegram.linkedAt.toISOString(),
              isReachable: kept.find((seat) => seat._id.equals(agentId))?.isReachable ?? true,
              isOnDuty: duty.onDuty,
            },
          ]
        : [],
    ),
    outbox,
    alerts: alerts
      .map(({ id, kind, subject, detail, count, at }) => ({ id, kind, subject, detail, count, at: at.toISOString() }))
      .reverse(),
    createdAt: createdAt.toISOString(),
  };
}
