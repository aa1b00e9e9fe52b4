import type { Hub } from '../../core/parts/hub.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import { Identity } from '../../domain/contact/model.ts';
import { forgetVisitorPushes } from '../../domain/push/visitors/subscriptions.ts';
import { ownIdentityId } from '../../domain/widget/visitor-sees.ts';

/**
 * Logs out: of a user, this session ends; of a browser, all of it, and its secret is dead, so that nobody after it reads on. Either is told of
 * answers nowhere any more: which of a user's browsers is left to somebody else, nobody can tell.
 */
export async function endSession(hub: Pick<Hub, 'endedVisits' | 'now'>, visitor: VisitorCaller): Promise<void> {
  const identityId = ownIdentityId(visitor);
  await forgetVisitorPushes(visitor.workspaceId, identityId);
  if (visitor.isVerified) return hub.endedVisits.end(visitor, { session: visitor.sessionId }, 'ended');
  await Identity.updateOne({ _id: identityId, workspaceId: visitor.workspaceId }, { $set: { secretEndedAt: hub.now() } });
  await hub.endedVisits.end(visitor, { identity: visitor.identity }, 'ended');
}
