import type { Actor } from '../../core/actor.ts';
import { ObjectId } from '../../core/ids.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { naturalId } from '../../database/natural-id.ts';
import { PushSend, type PushSendRecord } from './model.ts';
import { listSubscriptions } from './subscriptions.ts';

/** A push is of use for an hour: so long it is tried, and so long a push service keeps it for a browser that is off. */
export const pushLifeMs = 3_600_000;

/** What is to be told to one agent; `source` names what it tells of, the same each time that is told. */
export type NewPush = Pick<
  PushSendRecord,
  'workspaceId' | 'agentId' | 'kind' | 'conversationId' | 'messageId' | 'byName' | 'isSilent' | 'at' | 'subscriptionIds'
> & { source: string };

/** Has an agent told something, unless that was done already. The worker is rung; what a lost ring leaves, its sweep finds. */
export async function enqueuePush(hub: Pick<Hub, 'now' | 'wake'>, { source, ...push }: NewPush): Promise<void> {
  const now = hub.now();
  const { doc, created } = await insertOnce(PushSend, {
    ...push,
    _id: naturalId('push-send', source, push.kind, push.agentId.toHexString()),
    dueAt: now,
    attempts: 0,
    // Twice as long as a fact may be told again.
    expiresAt: new Date(now.getTime() + 2 * pushLifeMs),
  });
  if (created) hub.wake.ring('push', { sendId: doc._id.toHexString() });
}

/** Sends a test to all the actor's browsers; says how many these are. Throws agent.unknown for a caller without a seat. */
export async function enqueueTestPush(hub: Pick<Hub, 'now' | 'wake'>, actor: Actor): Promise<number> {
  const subscriptions = await listSubscriptions(actor);
  const [first] = subscriptions;
  if (!first) return 0;
  await enqueuePush(hub, {
    source: `test:${new ObjectId().toHexString()}`,
    workspaceId: first.workspaceId,
    agentId: first.agentId,
    kind: 'test',
    conversationId: null,
    messageId: null,
    byName: null,
    isSilent: false,
    at: hub.now(),
    subscriptionIds: subscriptions.map(({ _id }) => _id),
  });
  return subscriptions.length;
}
