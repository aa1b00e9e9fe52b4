import type { DeskAgent, DeskGroup, Recipients } from '../../../../bots/console/desk-views.ts';
import { systemActor } from '../../../core/actor.ts';
import { insertOnce } from '../../../database/insert-once.ts';
import { naturalId } from '../../../database/natural-id.ts';
import { Agent, type AgentRecord } from '../../../domain/agent/model.ts';
import { Console, consoleIdOf, type ConsoleRecord } from '../../../domain/console/model.ts';
import { ConsoleSend } from '../../../domain/console/records/send.ts';
import { ConsoleThread } from '../../../domain/console/records/thread.ts';
import { Contact } from '../../../domain/contact/model.ts';
import { getConversation } from '../../../domain/conversation/get.ts';
import type { ConversationRecord } from '../../../domain/conversation/model.ts';
import { presentAgents } from '../present-agent.ts';
import type { DeskTools } from '../tools.ts';

interface Candidate {
  seat: AgentRecord;
  agent: DeskAgent;
}

/**
 * Who is told of a conversation. Taken: its assignee, on duty or not. Nobody's: everybody on duty who may see it, in its department
 * when somebody is there. Nobody of those: admins and owners, whatever their duty. In topics mode the group stands for
 * the agents as long as it works. Of a blocked contact nobody is told. When it has waited too long (`everybody`): everybody on duty
 * who may see it, and admins and owners, whatever their duty, their settings and the mode.
 */
export async function findRecipients(
  tools: DeskTools,
  conversationId: string,
  { everybody = false }: { everybody?: boolean } = {},
): Promise<Recipients> {
  const { workspaceId } = tools;
  const conversation = await getConversation(systemActor(workspaceId), conversationId);
  const [contact, console, candidates] = await Promise.all([
    Contact.findOne({ _id: conversation.contactId, workspaceId }).lean(),
    Console.findById(consoleIdOf(workspaceId)).lean<ConsoleRecord | null>(),
    listCandidates(tools),
  ]);
  if (contact?.blocked || !console) return { agents: [], group: null, isNobodyOnDuty: false };

  const group = await chooseGroup(tools, console, conversation);
  const chosen = everybody ? chooseEverybody(conversation, candidates) : choose(conversation, candidates);
  const told = group && console.mode !== 'both' && !everybody ? [] : chosen.told;
  return {
    agents: told.map(({ agent, seat }) => ({
      agentId: agent.id,
      chatId: agent.telegram?.chatId ?? '',
      language: agent.language,
      timeZone: agent.timeZone,
      isSilent: !everybody && !seat.duty.onDuty && !chosen.isNobodyOnDuty,
    })),
    group,
    isNobodyOnDuty: chosen.isNobodyOnDuty,
  };
}

async function listCandidates({ workspaceId }: DeskTools): Promise<Candidate[]> {
  const seats = await Agent.find({ workspaceId, isActive: true }).sort({ createdAt: 1 }).limit(500).lean<AgentRecord[]>();
  const agents = await presentAgents(workspaceId, seats);
  return seats.flatMap((seat, index) => {
    const agent = agents[index];
    return agent ? [{ seat, agent }] : [];
  });
}

function choose(conversation: ConversationRecord, candidates: Candidate[]): { told: Candidate[]; isNobodyOnDuty: boolean } {
  const reachable = candidates.filter(({ agent }) => agent.telegram?.isReachable);
  const { assigneeId } = conversation;
  if (assigneeId) {
    const assignee = candidates.find(({ seat }) => seat._id.equals(assigneeId));
    // Who never linked a Telegram account works in the web admin and is told there.
    if (assignee && !assignee.agent.telegram) return { told: [], isNobodyOnDuty: false };
    if (assignee?.agent.telegram?.isReachable) return { told: [assignee], isNobodyOnDuty: false };
    return { told: reachable.filter(isLead), isNobodyOnDuty: true };
  }
  const onDuty = reachable.filter(
    ({ seat, agent }) => seat.duty.onDuty && maySee(seat, agent, conversation) && agent.settings.notify === 'all',
  );
  const inDepartment = onDuty.filter(({ seat }) => isMember(seat, conversation));
  const told = inDepartment.length > 0 ? inDepartment : onDuty;
  return told.length > 0 ? { told, isNobodyOnDuty: false } : { told: reachable.filter(isLead), isNobodyOnDuty: true };
}

function chooseEverybody(conversation: ConversationRecord, candidates: Candidate[]): { told: Candidate[]; isNobodyOnDuty: boolean } {
  const reachable = candidates.filter(({ agent }) => agent.telegram?.isReachable);
  const onDuty = reachable.filter(({ seat, agent }) => seat.duty.onDuty && maySee(seat, agent, conversation));
  const told = reachable.filter((candidate) => onDuty.includes(candidate) || isLead(candidate));
  return { told, isNobodyOnDuty: onDuty.length === 0 };
}

function isLead({ agent }: Candidate): boolean {
  return agent.role !== 'agent';
}

/** The same rule as `visibleTo`, for a conversation that nobody has. */
function maySee(seat: AgentRecord, { permissions }: DeskAgent, conversation: ConversationRecord): boolean {
  if (!permissions.includes('conversation.view')) return false;
  if (seat.conversationScope === 'all' || conversation.departmentId === null) return true;
  return seat.conversationScope === 'department' && isMember(seat, conversation);
}

function isMember(seat: AgentRecord, { departmentId }: ConversationRecord): boolean {
  return departmentId !== null && seat.departmentIds.some((id) => id.equals(departmentId));
}

/** What has waited so long for its turn in a group waits for the group's budget: more comes than Telegram takes. */
const busyMs = 30_000;

/** The group that has the conversation's topic already, else the first that works and keeps up; none in private mode. */
async function chooseGroup({ hub }: DeskTools, console: ConsoleRecord, conversation: ConversationRecord): Promise<DeskGroup | null> {
  const working = console.mode === 'private' ? [] : console.groups.filter(({ problem }) => problem === null);
  const [first] = working;
  if (!first || working.length === 1) return first ?? null;
  const threads = await ConsoleThread.find({
    workspaceId: console.workspaceId,
    botId: console.botId,
    conversationId: conversation._id,
  }).lean();
  const own = working.find(({ chatId }) => threads.some((thread) => thread.chatId === chatId));
  if (own) return own;
  const { workspaceId, botId } = console;
  const dueAt = { $lte: new Date(hub.now().getTime() - busyMs) };
  const busy = await ConsoleSend.distinct('chatId', { workspaceId, botId, state: 'waiting', dueAt });
  const chosen = working.find(({ chatId }) => !busy.includes(chatId)) ?? first;
  // What follows goes where the first card goes, however busy that group gets meanwhile.
  if (chosen !== first) await reserveTopic(console, conversation, chosen.chatId);
  return chosen;
}

/** A topic's record without its topic: whoever has something to show there makes it. */
async function reserveTopic(
  { workspaceId, botId }: ConsoleRecord,
  { _id: conversationId }: ConversationRecord,
  chatId: string,
): Promise<void> {
  const _id = naturalId('console-thread', workspaceId.toHexString(), botId, chatId, conversationId.toHexString());
  const unclaimed = { threadId: 0, state: 'recreating', claimedAt: new Date(0), claimedBy: 'nobody', isSilent: false } as const;
  await insertOnce(ConsoleThread, { _id, workspaceId, botId, chatId, conversationId, ...unclaimed });
}
