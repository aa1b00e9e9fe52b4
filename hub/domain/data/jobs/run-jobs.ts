import { isHubError } from '../../../core/error.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { isDatabaseAway } from '../../../database/is-database-away.ts';
import { createHolderName, holdLease } from '../../../database/lease.ts';
import { DataJob, type DataJobRecord } from '../../data-job/model.ts';
import { runExport } from '../contact-export/export-contacts.ts';
import type { ImportTools } from '../import/import-rows.ts';
import { runImport } from '../import/run-import.ts';

const leaseMs = 30_000;

/** The workspaces that have jobs to do; one database call. */
export async function listWorkspacesWithJobs(hub: Pick<ImportTools, 'now'>): Promise<ObjectId[]> {
  const due = await DataJob.find({ dueAt: { $lte: hub.now() } })
    .sort({ dueAt: 1 })
    .limit(100)
    .select({ workspaceId: 1 })
    .lean<Pick<DataJobRecord, 'workspaceId'>[]>();
  return [...new Map(due.map(({ workspaceId }) => [workspaceId.toHexString(), workspaceId])).values()];
}

/** Does a workspace's jobs, one after another and only one at a time over all hubs, until none is left or `signal` aborts. */
export async function workOffJobs(hub: ImportTools, workspaceId: ObjectId, signal: AbortSignal): Promise<void> {
  const lease = await holdLease(`data-jobs:${workspaceId.toHexString()}`, { holder: createHolderName(), ttlMs: leaseMs, now: hub.now });
  if (!lease) return;
  try {
    const stopped = AbortSignal.any([signal, lease.signal]);
    while (!stopped.aborted) {
      const job = await DataJob.findOne({ workspaceId, dueAt: { $lte: hub.now() } })
        .sort({ dueAt: 1 })
        .lean<DataJobRecord | null>();
      if (!job) return;
      await runJob(hub, job, stopped);
    }
  } finally {
    await lease.release();
  }
}

async function runJob(hub: ImportTools, job: DataJobRecord, signal: AbortSignal): Promise<void> {
  try {
    await (job.kind === 'import' ? runImport(hub, job, signal) : runExport(hub, job, signal));
  } catch (error) {
    // A database that is away comes back: the job goes on then.
    if (isDatabaseAway(error)) throw error;
    // It was cancelled in its last moment.
    if (isHubError(error, 'data-job.wrong-state')) return;
    hub.log.error({ err: error, jobId: job._id.toHexString() }, 'an import or export failed');
    const failure = isHubError(error) ? error.code : 'the hub failed at it; its log says why';
    await DataJob.updateOne(
      { _id: job._id, version: job.version, state: job.state },
      { $set: { state: 'failed', failure, finishedAt: hub.now() }, $unset: { dueAt: 1 } },
    );
  }
}
