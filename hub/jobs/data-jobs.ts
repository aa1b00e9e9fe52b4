import type { ImportTools } from '../domain/data/import/import-rows.ts';
import { listWorkspacesWithJobs, workOffJobs } from '../domain/data/jobs/run-jobs.ts';

const atOnce = 2;

/** Imports and exports of this process: a few workspaces' at once. */
export interface DataJobs {
  /** Looks for jobs to do and starts on them, without waiting for their end. */
  sweep(): Promise<void>;
  /** Stops each at its next batch; they go on where they were by the next hub. */
  stop(): Promise<void>;
}

/** Starts the worker of imports and exports. */
export function startDataJobs(hub: ImportTools): DataJobs {
  const running = new Map<string, Promise<void>>();
  const stopped = new AbortController();

  return {
    async sweep() {
      for (const workspaceId of await listWorkspacesWithJobs(hub)) {
        const key = workspaceId.toHexString();
        if (stopped.signal.aborted || running.size >= atOnce) return;
        if (running.has(key)) continue;
        const work = workOffJobs(hub, workspaceId, stopped.signal)
          .catch((error: unknown) =>
            hub.log.warn({ err: error, workspaceId: key }, 'imports and exports were interrupted; they go on soon'),
          )
          .finally(() => running.delete(key));
        running.set(key, work);
      }
    },
    async stop() {
      stopped.abort();
      await Promise.all(running.values());
    },
  };
}
