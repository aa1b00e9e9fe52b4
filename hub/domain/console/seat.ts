import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../core/ids.ts';
import { insertOnce } from '../../database/insert-once.ts';

/** What the console keeps of an agent beside the seat itself. */
export interface ConsoleSeatRecord {
  /** The agent's id. */
  _id: ObjectId;
  workspaceId: ObjectId;
  /** False once the agent blocked the bot. */
  isReachable: boolean;
  /** Where the agent's messages without a target go. */
  currentConversationId: ObjectId | null;
  notify: 'all' | 'mine';
  takeByReply: boolean;
}

const seatSchema = new Schema<ConsoleSeatRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    isReachable: { type: Boolean, required: true },
    currentConversationId: { type: Schema.Types.ObjectId, default: null },
    notify: { type: String, required: true },
    takeByReply: { type: Boolean, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);
seatSchema.index({ workspaceId: 1 });

export const ConsoleSeat = model<ConsoleSeatRecord>('ConsoleSeat', seatSchema, 'consoleSeats');

/** What holds for an agent who has chosen nothing yet. */
export const seatDefaults = { isReachable: true, currentConversationId: null, notify: 'all', takeByReply: true } as const;

/** Changes what the console keeps of an agent; returns what was kept before, null for the first time. */
export async function changeSeat(
  workspaceId: ObjectId,
  agentId: ObjectId,
  change: Partial<Omit<ConsoleSeatRecord, '_id' | 'workspaceId'>>,
): Promise<ConsoleSeatRecord | null> {
  const apply = () =>
    ConsoleSeat.findOneAndUpdate(
      { _id: agentId, workspaceId },
      { $set: change },
      { returnDocument: 'before' },
    ).lean<ConsoleSeatRecord | null>();
  const before = await apply();
  if (before) return before;
  const { created } = await insertOnce(ConsoleSeat, { ...seatDefaults, ...change, _id: agentId, workspaceId });
  return created ? null : apply();
}
