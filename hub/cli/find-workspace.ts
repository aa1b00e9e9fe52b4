import { systemActor, type SystemActor } from '../core/actor.ts';
import { HubError } from '../core/error.ts';
import { toObjectId } from '../core/ids.ts';
import { Workspace, type WorkspaceRecord } from '../domain/workspace/model.ts';
import { UsageError } from './terminal/usage-error.ts';

/** The workspace a command is for: by id or name, or the only one there is. Throws workspace.unknown, and UsageError when it is not clear. */
export async function findWorkspace(idOrName: string | undefined): Promise<WorkspaceRecord> {
  const byName = idOrName === undefined ? {} : { name: idOrName };
  const filter = idOrName !== undefined && /^[0-9a-f]{24}$/.test(idOrName) ? { _id: toObjectId(idOrName) } : byName;
  const found = await Workspace.find(filter).sort({ _id: 1 }).limit(20).lean<WorkspaceRecord[]>();
  const [workspace, another] = found;
  if (!workspace) {
    throw idOrName === undefined
      ? new UsageError('there is no workspace yet: open the set-up link that the hub prints, or run setup')
      : new HubError('workspace.unknown', { workspace: idOrName });
  }
  if (another)
    throw new UsageError(
      `there are several workspaces: name one with --workspace (${found.map(({ _id, name }) => `${_id.toHexString()} ${name}`).join(', ')})`,
    );
  return workspace;
}

/** Who acts on the command line: whoever may run it on this machine may do everything, and the audit log says where from. */
export async function commandLineActor(workspace: string | undefined): Promise<SystemActor> {
  return systemActor((await findWorkspace(workspace))._id, 'Command line');
}
