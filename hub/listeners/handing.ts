import type { HandingWorker } from '../automation/handing/start-handing.ts';
import type { Fact, FactType } from '../api/facts.ts';
import type { Hub } from '../core/parts/hub.ts';
import { takeByReply } from '../domain/conversation/handing/take-by-reply.ts';
import type { ChangeTools } from '../domain/conversation/recording/change.ts';

/** After these somebody may have more room, or a conversation may wait that nobody has. */
const moving = [
  'conversation.assigned',
  'conversation.snoozed',
  'conversation.woken',
  'conversation.closed',
  'conversation.reopened',
  'message.received',
] as const satisfies readonly FactType[];

/** A conversation is new until so many places of its timeline are taken; what a lost ring left waiting is the sweep's. */
const newUpTo = 3;

/** Rings for whatever may be handed out now, and lets an answer take a conversation where the workspace wants it. Returns the listeners' removal. */
export function listenForHanding(hub: ChangeTools & Pick<Hub, 'facts' | 'presence' | 'wake' | 'log'>, handing: HandingWorker): () => void {
  const note = (workspaceId: string, agentId: string) => handing.noteAgent(workspaceId, agentId);
  const removals = [
    hub.facts.on(moving, 'handing', (fact) => {
      if (mayHandOut(fact as Fact)) hub.wake.ring('handing', { workspaceId: fact.workspaceId }); // The bus hands over one fact; its type alone is too wide for a list of types.
    }),
    hub.facts.on('agent.changed', 'handing', ({ workspaceId, data }) => note(workspaceId, data.agentId)),
    hub.facts.on('message.sent', 'take-by-reply', (fact) => takeByReply(hub, fact)),
    hub.presence.onChange(({ workspaceId, agentId }) => {
      note(workspaceId, agentId).catch((error: unknown) => {
        hub.log.warn({ err: error, agentId }, 'an agent who came or left was not noted; the sweep does it');
      });
    }),
  ];
  return () => removals.forEach((remove) => remove());
}

function mayHandOut(fact: Fact): boolean {
  switch (fact.type) {
    case 'conversation.assigned':
      return fact.data.toAgentId === null || fact.data.fromAgentId !== null;
    case 'conversation.snoozed':
    case 'conversation.closed':
      return fact.data.conversation.assigneeId !== null;
    case 'conversation.woken':
    case 'conversation.reopened':
      return fact.data.conversation.assigneeId === null;
    case 'message.received':
      return fact.data.conversation.assigneeId === null && fact.data.message.seq <= newUpTo;
    default:
      return false;
  }
}
