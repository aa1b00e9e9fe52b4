import type { DataJobState } from '../../api/customers/data-jobs.ts';
import { actorId, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { DataJob, DataJobRefusal, type DataJobRecord } from './model.ts';

const keptMs = 7 * 24 * 3_600_000;

type Given = Pick<DataJobRecord, 'kind' | 'state' | 'progress'> &
  Partial<Pick<DataJobRecord, 'fileId' | 'file' | 'filters' | 'contactIds' | 'columns' | 'dueAt'>>;

/** Writes a new job down. */
export async function createDataJob(hub: Pick<Hub, 'now'>, actor: Actor, given: Given): Promise<DataJobRecord> {
  const at = hub.now();
  const job = {
    ...given,
    _id: new ObjectId(),
    workspaceId: actor.workspaceId,
    actor: { type: actor.type, id: actorId(actor), name: actor.name },
    createdAt: at,
    expiresAt: new Date(at.getTime() + keptMs),
  };
  return (await DataJob.create(job)).toObject();
}

/** Moves a job on if it is in one of the given states, compare and set. Throws data-job.wrong-state. */
export async function moveDataJob(
  { _id, workspaceId, version }: Pick<DataJobRecord, '_id' | 'workspaceId' | 'version'>,
  from: readonly DataJobState[],
  change: { set: Partial<DataJobRecord>; unset?: readonly (keyof DataJobRecord)[] },
): Promise<DataJobRecord> {
  const moved = await DataJob.findOneAndUpdate(
    { _id, workspaceId, version, state: { $in: [...from] } },
    { $set: change.set, ...(change.unset && { $unset: Object.fromEntries(change.unset.map((field) => [field, 1])) }) },
    { returnDocument: 'after' },
  ).lean<DataJobRecord | null>();
  if (moved) return moved;
  const now = await DataJob.findOne({ _id, workspaceId }).select({ state: 1 }).lean<Pick<DataJobRecord, 'state'> | null>();
  throw new HubError(now ? 'data-job.wrong-state' : 'data-job.unknown', now ? { state: now.state } : { dataJobId: _id.toHexString() });
}

/** Forgets the refused rows of a job's earlier pass. */
export async function forgetRefusals(jobId: ObjectId): Promise<void> {
  await DataJobRefusal.deleteMany({ jobId });
}
