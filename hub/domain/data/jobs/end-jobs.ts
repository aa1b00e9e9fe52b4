import type { Actor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { forgetRefusals, moveDataJob } from '../../data-job/change-state.ts';
import { getDataJob } from '../../data-job/find-data-jobs.ts';
import { DataJob, type DataJobRecord } from '../../data-job/model.ts';
import { removeFile } from '../../file/remove-file.ts';

/** Stops a job at its next batch; what was imported stays. Throws data-job.unknown, data-job.wrong-state for one that is over. */
export async function cancelJob(hub: Pick<Hub, 'now'>, actor: Actor, dataJobId: string, origin?: AuditOrigin): Promise<DataJobRecord> {
  const job = await getDataJob(actor, dataJobId);
  const cancelled = await moveDataJob(job, ['mapping', 'checking', 'checked', 'running'], {
    set: { state: 'cancelled', finishedAt: hub.now() },
    unset: ['dueAt'],
  });
  await recordAudit(hub, actor, { action: `contact.${job.kind}-cancelled`, target: { type: 'data-job', id: job._id }, origin });
  return cancelled;
}

/** Removes jobs whose week is over, with their files; for a sweep. Returns how many. */
export async function forgetOldJobs(hub: Pick<Hub, 'now' | 'files'>): Promise<number> {
  return removeJobs(
    hub,
    await DataJob.find({ expiresAt: { $lte: hub.now() } })
      .limit(100)
      .lean<DataJobRecord[]>(),
  );
}

/** Removes a workspace's jobs that nobody works on: their files hold people, one of whom is being erased. Returns how many. */
export async function forgetJobsOf(hub: Pick<Hub, 'files'>, workspaceId: ObjectId): Promise<number> {
  return removeJobs(hub, await DataJob.find({ workspaceId, dueAt: { $exists: false } }).lean<DataJobRecord[]>());
}

async function removeJobs(hub: Pick<Hub, 'files'>, jobs: readonly DataJobRecord[]): Promise<number> {
  for (const { _id, workspaceId, fileId, refusedFileId, resultFileId } of jobs) {
    for (const each of [fileId, refusedFileId, resultFileId]) if (each) await removeFile(hub, workspaceId, each);
    await forgetRefusals(_id);
    await DataJob.deleteOne({ _id });
  }
  return jobs.length;
}
