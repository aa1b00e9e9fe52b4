import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../core/ids.ts';

/** One change somebody made; written once and never changed. */
export interface AuditRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  action: string;
  actor: { type: string; id: string | null; name: string };
  target: { type: string; id: string };
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  ip: string | null;
  requestId: string | null;
  at: Date;
}

const id = Schema.Types.ObjectId;

const auditSchema = new Schema<AuditRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    action: { type: String, required: true },
    actor: { type: new Schema({ type: { type: String }, id: String, name: String }, { _id: false, id: false }), required: true },
    target: { type: new Schema({ type: { type: String }, id: String }, { _id: false, id: false }), required: true },
    before: { type: Schema.Types.Mixed, default: null },
    after: { type: Schema.Types.Mixed, default: null },
    ip: { type: String, default: null },
    requestId: { type: String, default: null },
    at: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
);

auditSchema.index({ workspaceId: 1, at: -1, _id: -1 });
auditSchema.index({ workspaceId: 1, 'actor.id': 1, at: -1, _id: -1 });
auditSchema.index({ workspaceId: 1, 'target.id': 1, at: -1, _id: -1 });
auditSchema.index({ workspaceId: 1, action: 1, at: -1, _id: -1 });
auditSchema.index({ workspaceId: 1, 'target.type': 1, at: -1, _id: -1 });
auditSchema.index({ workspaceId: 1, 'actor.type': 1, at: -1, _id: -1 });

auditSchema.pre(['updateOne', 'updateMany', 'findOneAndUpdate', 'replaceOne', 'findOneAndReplace', 'findOneAndDelete', 'deleteOne'], () => {
  throw new Error('the audit log is only added to');
});

export const AuditEntry = model<AuditRecord>('AuditEntry', auditSchema, 'auditLog');
