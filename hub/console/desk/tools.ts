import type { Hub } from '../../core/parts/hub.ts';
import { systemActor, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { ObjectId } from '../../core/ids.ts';
import { toActor } from '../../domain/agent/find-agent-actor.ts';
import { Agent, type AgentRecord } from '../../domain/agent/model.ts';
import { readId } from '../records/scope.ts';

/** What the desk takes of the hub. */
export type DeskHub = Pick<
  Hub,
  | 'config'
  | 'log'
  | 'now'
  | 'secrets'
  | 'facts'
  | 'announcer'
  | 'timelines'
  | 'channels'
  | 'listening'
  | 'files'
  | 'visitors'
  | 'wake'
  | 'step'
  | 'baseUrl'
>;

/** The desk of one workspace, as its parts share it. */
export interface DeskTools {
  hub: DeskHub;
  workspaceId: ObjectId;
  /** There is something new to send. */
  ring: () => void;
  /** Who is to be told changed: open conversations nobody has, and those of an agent who can't be told any more, are announced anew. */
  escalate: (ofAgentId?: string) => Promise<void>;
}

/** The open seat of an agent; throws agent.unknown. */
export async function getSeat({ workspaceId }: Pick<DeskTools, 'workspaceId'>, agentId: string): Promise<AgentRecord> {
  const seat = await Agent.findOne({ _id: readId(agentId), workspaceId, isActive: true }).lean<AgentRecord | null>();
  if (!seat) throw new HubError('agent.unknown', { agentId });
  return seat;
}

/** Who does something: an agent with the permissions of now, or the console itself. */
export async function actAs(tools: DeskTools, viewer: string | null): Promise<Actor> {
  return viewer === null ? systemActor(tools.workspaceId) : toActor(await getSeat(tools, viewer));
}
