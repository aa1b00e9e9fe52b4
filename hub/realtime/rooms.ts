import type { ConversationView } from '../api/customers/conversations.ts';
import type { AgentActor, TokenActor } from '../core/actor.ts';

/** Who may connect. */
export type SocketActor = AgentActor | TokenActor;

type Whereabouts = Pick<ConversationView, 'assigneeId' | 'departmentId' | 'mentions'>;

/** The names of Socket.IO's rooms. Those of a workspace's heads are told apart by who may see what is in them. */
export const rooms = {
  workspace: (workspaceId: string) => `workspace:${workspaceId}`,
  /** All windows of an agent, for what concerns only them. */
  agent: (agentId: string) => `agent:${agentId}`,
  tokens: (workspaceId: string) => `tokens:${workspaceId}`,
  /** Seats and tokens that see everything. */
  all: (workspaceId: string) => `all:${workspaceId}`,
  /** Seats that don't: what nobody has, what their department has, what they have themselves. */
  limited: (workspaceId: string) => `limited:${workspaceId}`,
  unclaimed: (workspaceId: string) => `unclaimed:${workspaceId}`,
  department: (departmentId: string) => `department:${departmentId}`,
  own: (agentId: string) => `own:${agentId}`,
  /** Joined only while the conversation is on screen. */
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  /** Sockets with something left to send: they get no typing. */
  slow: 'slow',
} as const;

/** The rooms whose heads an actor sees: the live counterpart of `visibleTo`, which filters what is read. */
export function headRoomsOf(actor: SocketActor): string[] {
  const workspaceId = actor.workspaceId.toHexString();
  if (actor.type === 'token' || actor.scope === 'all') return [rooms.all(workspaceId)];
  const own = [rooms.limited(workspaceId), rooms.unclaimed(workspaceId), rooms.own(actor.agentId.toHexString())];
  if (actor.scope === 'own') return own;
  return [...own, ...actor.departmentIds.map((departmentId) => rooms.department(departmentId.toHexString()))];
}

/** The rooms that may see a conversation. */
export function roomsOfHead(workspaceId: string, { assigneeId, departmentId, mentions }: Whereabouts): string[] {
  return [
    rooms.all(workspaceId),
    ...(assigneeId === null && departmentId === null ? [rooms.unclaimed(workspaceId)] : []),
    ...(assigneeId === null ? mentions : [assigneeId, ...mentions]).map(rooms.own),
    ...(departmentId === null ? [] : [rooms.department(departmentId)]),
  ];
}

/** True when the actor may see a conversation of its workspace that is where it is. */
export function maySee(actor: SocketActor, conversation: Whereabouts): boolean {
  const seen = headRoomsOf(actor);
  return roomsOfHead(actor.workspaceId.toHexString(), conversation).some((room) => seen.includes(room));
}

/** All rooms that a socket is in from its connection to its end. */
export function lastingRoomsOf(actor: SocketActor): string[] {
  const workspaceId = actor.workspaceId.toHexString();
  const personal = actor.type === 'agent' ? rooms.agent(actor.agentId.toHexString()) : rooms.tokens(workspaceId);
  return [rooms.workspace(workspaceId), personal, ...headRoomsOf(actor)];
}
