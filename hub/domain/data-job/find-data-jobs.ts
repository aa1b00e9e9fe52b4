import type { Permission } from '../../api/permissions.ts';
import { authorize, can, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId } from '../../core/ids.ts';
import { pageBy, type Page } from '../../database/keyset.ts';
import { DataJob, type DataJobRecord } from './model.ts';

const permissions: Record<DataJobRecord['kind'], Permission> = { import: 'contact.import', export: 'data.export' };

/** A job of the actor's workspace, of a kind the actor may do. Throws data-job.unknown, permission.missing. */
export async function getDataJob(actor: Actor, dataJobId: string, kind?: DataJobRecord['kind']): Promise<DataJobRecord> {
  const found = await DataJob.findOne({
    _id: toObjectId(dataJobId),
    workspaceId: actor.workspaceId,
    ...(kind && { kind }),
  }).lean<DataJobRecord | null>();
  if (!found) throw new HubError('data-job.unknown', { dataJobId });
  authorize(actor, permissions[found.kind]);
  return found;
}

/** A page of the workspace's jobs of the kinds the actor may do, newest first. */
export async function listDataJobs(
  actor: Actor,
  { cursor, limit }: { cursor?: string | undefined; limit?: number },
): Promise<Page<DataJobRecord>> {
  const kinds = (['import', 'export'] as const).filter((kind) => can(actor, permissions[kind]));
  if (kinds.length === 0) return { items: [], nextCursor: null };
  return pageBy<DataJobRecord>(DataJob, {
    filter: { workspaceId: actor.workspaceId, ...(kinds.length === 1 && { kind: kinds[0] }) },
    sort: [
      { field: 'createdAt', direction: -1, type: 'date' },
      { field: '_id', direction: -1, type: 'id' },
    ],
    cursor,
    ...(limit !== undefined && { limit }),
  });
}
