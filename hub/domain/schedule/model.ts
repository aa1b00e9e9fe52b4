import { model, Schema } from 'mongoose';
import type { Holiday, Interval } from '../../api/team/schedules.ts';
import type { ObjectId } from '../../core/ids.ts';

/** When somebody of the team is there. */
export interface ScheduleRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  name: string;
  /** An IANA name. */
  timeZone: string;
  /** Seven days from Monday on. */
  week: Interval[][];
  holidays: Holiday[];
  createdAt: Date;
}

const id = Schema.Types.ObjectId;
const plain = { _id: false } as const;
const required = { type: String, required: true } as const;
const interval = new Schema<Interval>({ from: required, to: required }, plain);

const scheduleSchema = new Schema<ScheduleRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    name: required,
    timeZone: required,
    week: { type: [[interval]], required: true },
    holidays: {
      type: [
        new Schema<Holiday>(
          {
            date: required,
            name: { type: String, default: '' },
            isYearly: { type: Boolean, required: true },
            intervals: { type: [interval], default: [] },
          },
          plain,
        ),
      ],
      default: [],
    },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

scheduleSchema.index({ workspaceId: 1, name: 1, _id: 1 });

export const Schedule = model<ScheduleRecord>('Schedule', scheduleSchema, 'schedules');
