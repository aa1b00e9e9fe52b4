import type { DeskAgent } from '../../../bots/console/desk-views.ts';
import type { ObjectId } from '../../core/ids.ts';
import type { AgentRecord } from '../../domain/agent/model.ts';
import { effectivePermissions } from '../../domain/agent/permissions.ts';
import { ConsoleSeat, seatDefaults, type ConsoleSeatRecord } from '../../domain/console/seat.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { getWorkspace } from '../../domain/workspace/get-workspace.ts';

/** Seats as the console sees them; three database calls, however many. */
export async function presentAgents(workspaceId: ObjectId, seats: readonly AgentRecord[]): Promise<DeskAgent[]> {
  if (seats.length === 0) return [];
  const ids = seats.map(({ _id }) => _id);
  const [workspace, kept, loads] = await Promise.all([
    getWorkspace(workspaceId),
    ConsoleSeat.find({ workspaceId, _id: { $in: ids } }).lean<ConsoleSeatRecord[]>(),
    loadOf(workspaceId, ids),
  ]);
  return seats.map((seat) => {
    const own = kept.find(({ _id }) => _id.equals(seat._id)) ?? seatDefaults;
    const { telegram } = seat;
    return {
      id: seat._id.toHexString(),
      name: seat.displayName,
      account: seat.email,
      role: seat.role,
      permissions: [...effectivePermissions(seat)],
      departmentIds: seat.departmentIds.map((id) => id.toHexString()),
      language: seat.language ?? workspace.language,
      timeZone: seat.timeZone ?? workspace.timeZone,
      isOnDuty: seat.duty.onDuty,
      load: loads.get(seat._id.toHexString()) ?? 0,
      currentConversationId: own.currentConversationId?.toHexString() ?? null,
      settings: { notify: own.notify, takeByReply: own.takeByReply },
      // A private chat with a bot has the person's own id.
      telegram: telegram ? { userId: telegram.telegramUserId, chatId: telegram.telegramUserId, isReachable: own.isReachable } : null,
    };
  });
}

/** Open conversations by who has them. */
async function loadOf(workspaceId: ObjectId, agentIds: readonly ObjectId[]): Promise<Map<string, number>> {
  const counted = await Conversation.aggregate<{ _id: ObjectId; count: number }>([
    { $match: { workspaceId, status: 'open', assigneeId: { $in: agentIds } } },
    { $group: { _id: '$assigneeId', count: { $sum: 1 } } },
  ]);
  return new Map(counted.map(({ _id, count }) => [_id.toHexString(), count]));
}
