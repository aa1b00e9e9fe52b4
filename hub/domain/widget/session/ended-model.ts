import { model, Schema } from 'mongoose';
import type { VisitEnd } from '../../../core/widget/ended-visits.ts';
import type { ObjectId } from '../../../core/ids.ts';

/** Tokens of visitors that ended before their hour. */
export interface EndedVisitRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  channelId: ObjectId;
  /** `session:<id>`, `identity:<external id>` or `verified`. */
  key: string;
  reason: VisitEnd;
  /** What was issued up to then. */
  at: Date;
}

const id = Schema.Types.ObjectId;

const endedSchema = new Schema<EndedVisitRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    channelId: { type: id, required: true },
    key: { type: String, required: true },
    reason: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

// Each process looks for what is new; a token lives an hour, so older marks mean nothing.
endedSchema.index({ at: 1 }, { expireAfterSeconds: 2 * 3600 });

export const EndedVisit = model<EndedVisitRecord>('EndedVisit', endedSchema, 'endedVisits');
