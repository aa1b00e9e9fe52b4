import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../core/ids.ts';

/** What an agent chose: only what differs, or once differed, from the defaults. */
export interface AgentPreferencesRecord {
  /** The agent's id. */
  _id: ObjectId;
  workspaceId: ObjectId;
  /** Parts of the preferences; read through `fillPreferences`, since an earlier version of the hub may have written them. */
  chosen: Record<string, unknown>;
}

const agentPreferencesSchema = new Schema<AgentPreferencesRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    chosen: { type: Schema.Types.Mixed, default: {} },
  },
  { strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
);
agentPreferencesSchema.index({ workspaceId: 1 });

export const AgentPreferences = model<AgentPreferencesRecord>('AgentPreferences', agentPreferencesSchema, 'agentPreferences');
