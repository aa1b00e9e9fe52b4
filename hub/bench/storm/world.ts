import { hashToken, ObjectId, randomToken } from '../../core/ids.ts';
import { systemActor } from '../../core/actor.ts';
import { Agent } from '../../domain/agent/model.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { sendMessage } from '../../domain/conversation/sending/send-message.ts';
import { Session } from '../../domain/user/model.ts';
import type { AgentSeat, StormSeat } from './seats.ts';

type StormHub = Parameters<typeof sendMessage>[0];

/** How many agents share a workspace, and have the same conversation on screen. */
const seatsPerWorkspace = 100;
const hourMs = 3_600_000;

/** Makes agents with a session each, a hundred to a workspace, every workspace with a conversation that all of them look at. */
export async function buildStormWorld(hub: StormHub, count: number): Promise<AgentSeat[]> {
  const seats: AgentSeat[] = [];
  for (let made = 0; made < count; made += seatsPerWorkspace)
    seats.push(...(await buildWorkspaceSeats(hub, Math.min(seatsPerWorkspace, count - made))));
  return seats;
}

async function buildWorkspaceSeats(hub: StormHub, count: number): Promise<AgentSeat[]> {
  const now = hub.now();
  const [workspaceId, conversationId] = [new ObjectId(), new ObjectId()];
  const sessions = Array.from({ length: count }, () => ({ userId: new ObjectId(), token: randomToken() }));
  await Agent.insertMany(
    sessions.map(({ userId }, at) => ({
      _id: new ObjectId(),
      workspaceId,
      userId,
      email: `agent-${at}@example.com`,
      displayName: `Agent ${at}`,
      role: 'agent',
      overrides: { added: [], removed: [] },
      conversationScope: 'all',
      departmentIds: [],
      duty: { onDuty: true, since: now },
      isActive: true,
      createdAt: now,
    })),
  );
  await Session.insertMany(
    sessions.map(({ userId, token }) => ({
      _id: new ObjectId(),
      userId,
      tokenHash: hashToken(token),
      createdAt: now,
      lastUsedAt: now,
      expiresAt: new Date(now.getTime() + hourMs),
    })),
  );
  await Conversation.create({
    _id: conversationId,
    workspaceId,
    number: 1,
    channelId: new ObjectId(),
    provider: 'telegram',
    chatId: '1',
    slotId: new ObjectId(),
    live: true,
    contactId: new ObjectId(),
    contact: { name: 'Customer' },
    status: 'open',
    lastMessageAt: now,
    seq: 0,
    rev: 1,
    changedAt: now,
    createdAt: now,
  });
  return sessions.map(({ token }) => ({
    kind: 'agent',
    workspaceId: workspaceId.toHexString(),
    cookie: `hub_session=${token}`,
    conversationId: conversationId.toHexString(),
  }));
}

/** Says something in every conversation of the world, to visitors as the team, to agents as a note; resolves once all of it is stored. */
export async function sayEverywhere(hub: StormHub, seats: readonly StormSeat[], text: string): Promise<void> {
  const places = new Map(seats.map((seat) => [seat.conversationId, seat]));
  await Promise.all(
    [...places.values()].map(({ kind, conversationId, workspaceId }) =>
      sendMessage(hub, systemActor(new ObjectId(workspaceId)), conversationId, {
        kind: kind === 'agent' ? 'note' : 'text',
        text,
        format: 'plain',
        attachments: [],
        force: true,
      }),
    ),
  );
}
