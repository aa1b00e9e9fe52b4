import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { ObjectId, toObjectId } from '../../core/ids.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { pageBy, type Page } from '../../database/keyset.ts';
import { difference, recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { announceSettings } from '../workspace/announce-settings.ts';
import { Schedule, type ScheduleRecord } from './model.ts';
import { presentSchedule } from './present.ts';

type ScheduleFields = Pick<ScheduleRecord, 'name' | 'timeZone' | 'week' | 'holidays'>;
/** What may be changed; absent fields stay. */
export type ScheduleChange = { [Field in keyof ScheduleFields]?: ScheduleFields[Field] | undefined };
type Tools = Pick<Hub, 'facts' | 'now'>;

/** Lets what kept to a schedule be always open. */
export type ReleaseSchedule = (actor: Actor, scheduleId: ObjectId) => Promise<void>;

/** Working hours of the actor's workspace; throws schedule.unknown. */
export async function getSchedule({ workspaceId }: Pick<Actor, 'workspaceId'>, scheduleId: string | ObjectId): Promise<ScheduleRecord> {
  const found = await Schedule.findOne({ _id: toObjectId(scheduleId), workspaceId }).lean<ScheduleRecord | null>();
  if (!found) throw new HubError('schedule.unknown', { scheduleId: String(scheduleId) });
  return found;
}

/** A page of them by name. */
export function listSchedules(
  { workspaceId }: Actor,
  query: { cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<ScheduleRecord>> {
  return pageBy<ScheduleRecord>(Schedule, {
    filter: { workspaceId },
    sort: [
      { field: 'name', direction: 1, type: 'string' },
      { field: '_id', direction: 1, type: 'id' },
    ],
    ...query,
  });
}

/** Makes working hours. */
export async function createSchedule(hub: Tools, actor: Actor, fields: ScheduleFields, origin?: AuditOrigin): Promise<ScheduleRecord> {
  const created = await Schedule.create({ ...fields, _id: new ObjectId(), workspaceId: actor.workspaceId, createdAt: hub.now() });
  const schedule = created.toObject();
  await tell(hub, actor, 'schedule.created', schedule, { after: presentSchedule(schedule) }, origin);
  return schedule;
}

/** Changes working hours. Throws schedule.unknown. */
export async function updateSchedule(
  hub: Tools,
  actor: Actor,
  scheduleId: string,
  change: ScheduleChange,
  origin?: AuditOrigin,
): Promise<ScheduleRecord> {
  const before = await getSchedule(actor, scheduleId);
  const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const after = await Schedule.findOneAndUpdate(
    { _id: before._id, workspaceId: actor.workspaceId },
    { $set: set },
    { returnDocument: 'after' },
  ).lean<ScheduleRecord | null>();
  if (!after) throw new HubError('schedule.unknown', { scheduleId });
  await tell(hub, actor, 'schedule.updated', after, difference(presentSchedule(before), presentSchedule(after)), origin);
  return after;
}

/** Removes working hours; what kept to them is always open from then on. Throws schedule.unknown. */
export async function deleteSchedule(
  hub: Tools,
  actor: Actor,
  scheduleId: string,
  release: ReleaseSchedule,
  origin?: AuditOrigin,
): Promise<void> {
  const before = await getSchedule(actor, scheduleId);
  await Schedule.deleteOne({ _id: before._id, workspaceId: actor.workspaceId });
  await release(actor, before._id);
  await tell(hub, actor, 'schedule.deleted', before, { before: presentSchedule(before), after: null }, origin);
}

async function tell(
  hub: Tools,
  actor: Actor,
  action: string,
  { _id }: ScheduleRecord,
  said: { before?: Record<string, unknown>; after: Record<string, unknown> | null },
  origin: AuditOrigin | undefined,
): Promise<void> {
  await recordAudit(hub, actor, { action, target: { type: 'schedule', id: _id }, ...said, origin });
  await announceSettings(hub, actor, 'schedules', _id);
}
