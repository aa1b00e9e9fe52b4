import { model, Schema } from 'mongoose';
import type { Handing } from '../../api/team/departments.ts';
import type { ObjectId } from '../../core/ids.ts';

/** A part of the team. Who belongs to it is on the seats (`agents.departmentIds`). */
export interface DepartmentRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  name: string;
  /** The name as names are compared and sorted. */
  nameKey: string;
  description: string;
  /** Absent: manual. */
  handing?: Handing;
  createdAt: Date;
}

const departmentSchema = new Schema<DepartmentRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    name: { type: String, required: true },
    nameKey: { type: String, required: true },
    description: { type: String, default: '' },
    handing: new Schema<Handing>({ mode: { type: String, required: true }, limit: { type: Number, default: null } }, { _id: false }),
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

departmentSchema.index({ workspaceId: 1, nameKey: 1 }, { unique: true });
// The sweep finds who hands out by itself.
departmentSchema.index({ 'handing.mode': 1, workspaceId: 1 });

export const Department = model<DepartmentRecord>('Department', departmentSchema, 'departments');

/** A name as names are compared: upper and lower case and Unicode's variants of a letter are one. */
export function nameKeyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
