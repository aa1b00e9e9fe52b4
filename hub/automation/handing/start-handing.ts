import type { Hub } from '../../core/parts/hub.ts';
import { toObjectId } from '../../core/ids.ts';
import { createHolderName } from '../../database/lease.ts';
import { noteAvailability } from '../../domain/agent/availability.ts';
import { Agent, type AgentRecord } from '../../domain/agent/model.ts';
import { giveBackUntouched } from '../../domain/conversation/handing/give-back.ts';
import { handOut, type HandOutTools } from '../../domain/conversation/handing/hand-out.ts';
import { listHandingWorkspaces } from '../../domain/conversation/handing/queues.ts';

/** Hands out conversations: at once where something changed, and by the sweep whatever was missed. */
export interface HandingWorker {
  /** An agent came, left, or changed duty: keeps it, and hands out what waited for them. */
  noteAgent(workspaceId: string, agentId: string): Promise<void>;
  /** Takes back what agents who are away left untouched, then hands out everywhere. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

export type HandingTools = HandOutTools & Pick<Hub, 'log' | 'wake'>;

/** Starts handing out in this process. However often it is rung for a workspace, one pass runs there at a time, and one more after it. */
export function startHanding(hub: HandingTools): HandingWorker {
  const holder = createHolderName();
  const stopped = new AbortController();
  const running = new Map<string, Promise<void>>();
  const rungAgain = new Set<string>();
  const unanswer = hub.wake.answer('handing', ({ workspaceId }) => ring(workspaceId));

  return {
    async noteAgent(workspaceId, agentId) {
      const agent = await Agent.findOne({ _id: toObjectId(agentId), workspaceId: toObjectId(workspaceId) }).lean<AgentRecord | null>();
      if (!agent?.isActive) return;
      if ((await noteAvailability(hub, agent)) === null) ring(workspaceId);
    },

    async sweep() {
      await giveBackUntouched(hub);
      for (const workspaceId of await listHandingWorkspaces()) ring(workspaceId.toHexString());
      await Promise.all(running.values());
    },

    async stop() {
      unanswer();
      stopped.abort();
      await Promise.all(running.values());
    },
  };

  function ring(workspaceId: string): void {
    if (stopped.signal.aborted) return;
    if (running.has(workspaceId)) {
      rungAgain.add(workspaceId);
      return;
    }
    running.set(workspaceId, run(workspaceId));
  }

  async function run(workspaceId: string): Promise<void> {
    do {
      rungAgain.delete(workspaceId);
      try {
        await handOut(hub, toObjectId(workspaceId), { holder, signal: stopped.signal });
      } catch (error) {
        if (!stopped.signal.aborted) hub.log.warn({ err: error, workspaceId }, 'handing out failed; the sweep tries again');
      }
    } while (rungAgain.has(workspaceId) && !stopped.signal.aborted);
    running.delete(workspaceId);
  }
}
