import type { DataJobView } from '../../api/customers/data-jobs.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { fileUrl } from '../file/link.ts';
import type { DataJobRecord } from './model.ts';

/** A job as the outside sees it. */
export function presentDataJob(hub: Pick<Hub, 'secrets' | 'now' | 'baseUrl'>, job: DataJobRecord): DataJobView {
  const { refusedFileId, resultFileId } = job;
  return {
    id: job._id.toHexString(),
    kind: job.kind,
    state: job.state,
    progress: { ...job.progress },
    file: job.file ?? null,
    mapping: job.mapping ?? null,
    result: job.result ?? null,
    refused: job.refused.map(({ row, reasons }) => ({ row, reasons: [...reasons] })),
    refusedCsvUrl: refusedFileId ? fileUrl(hub, refusedFileId.toHexString(), 'refused-rows.csv') : null,
    downloadUrl: resultFileId ? fileUrl(hub, resultFileId.toHexString(), 'contacts.csv') : null,
    failure: job.failure ?? null,
    by: { ...job.actor },
    createdAt: job.createdAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
  };
}
