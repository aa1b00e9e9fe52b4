import { HubError } from '../../core/error.ts';
import type { ObjectId } from '../../core/ids.ts';
import { Workspace, type WorkspaceRecord } from './model.ts';

/** One workspace. Throws workspace.unknown. */
export async function getWorkspace(workspaceId: ObjectId): Promise<WorkspaceRecord> {
  const workspace = await Workspace.findById(workspaceId).lean<WorkspaceRecord | null>();
  if (!workspace) throw new HubError('workspace.unknown');
  return workspace;
}

/** The first workspace ever made; null while there is none. */
export async function findFirstWorkspace(): Promise<WorkspaceRecord | null> {
  return Workspace.findOne().sort({ _id: 1 }).lean<WorkspaceRecord | null>();
}
