import type { Language } from '../../../api/fields.ts';
import { HubError } from '../../../core/error.ts';
import type { ObjectId } from '../../../core/ids.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { VisitorCaller } from '../../../core/widget/visitor-caller.ts';
import { insertOnce } from '../../../database/insert-once.ts';
import { naturalId } from '../../../database/natural-id.ts';
import { Conversation } from '../../conversation/model.ts';
import { ownIdentityId, visitorSees } from '../../widget/visitor-sees.ts';
import { checkEndpoint, checkKeys } from '../check-target.ts';
import { VisitorPush, type VisitorPushRecord } from './model.ts';

/** The most browsers one visitor has: the oldest make room. */
const most = 5;

/** What a visitor's browser gives. */
export interface NewVisitorPush {
  endpoint: string;
  keys: { p256dh: string; auth: string };
  language: Language;
}

/**
 * Tells a visitor's browser of answers from now on; the same one again renews it. Who else used that browser is told nothing there any more:
 * that it is the same browser, its keys prove. Gives the id. Throws push-subscription.endpoint-refused, push-subscription.keys-invalid, and
 * visitor.refused for somebody who wrote nothing yet.
 */
export async function subscribeVisitor(
  hub: Pick<Hub, 'config' | 'now'>,
  visitor: VisitorCaller,
  { endpoint, keys: { p256dh, auth }, language }: NewVisitorPush,
): Promise<ObjectId> {
  checkEndpoint(hub.config, endpoint);
  checkKeys({ p256dh, auth });
  if (!(await Conversation.exists(visitorSees(visitor)))) throw new HubError('visitor.refused', { reason: 'no-conversation' });
  const { workspaceId } = visitor;
  const identityId = ownIdentityId(visitor);
  const _id = naturalId('visitor-push', endpoint);
  const fresh = { workspaceId, identityId, p256dh, auth, language };
  const { created } = await insertOnce(VisitorPush, { ...fresh, _id, endpoint, createdAt: hub.now() });
  if (!created) {
    // The one query without a workspace: an address is of one browser, whoever used it.
    const ours = {
      _id,
      $or: [
        { workspaceId, identityId },
        { p256dh, auth },
      ],
    };
    const { matchedCount } = await VisitorPush.updateOne(ours, { $set: fresh });
    if (matchedCount === 0) throw new HubError('push-subscription.endpoint-refused');
  }
  await makeRoom(workspaceId, identityId);
  return _id;
}

/** Tells one of the visitor's browsers nothing more. Throws push-subscription.unknown. */
export async function unsubscribeVisitor(visitor: VisitorCaller, subscriptionId: ObjectId): Promise<void> {
  const { workspaceId } = visitor;
  const { deletedCount } = await VisitorPush.deleteOne({ _id: subscriptionId, workspaceId, identityId: ownIdentityId(visitor) });
  if (deletedCount === 0) throw new HubError('push-subscription.unknown');
}

/** Tells no browser anything for an identity any more: it logged out, or is somebody else's by now. */
export async function forgetVisitorPushes(workspaceId: ObjectId, identityId: ObjectId): Promise<void> {
  await VisitorPush.deleteMany({ workspaceId, identityId });
}

/** The browsers of these identities, for an export: since when they are told. */
export async function listVisitorPushes(
  workspaceId: ObjectId,
  identityIds: readonly ObjectId[],
): Promise<Pick<VisitorPushRecord, 'identityId' | 'createdAt'>[]> {
  return VisitorPush.find({ workspaceId, identityId: { $in: [...identityIds] } })
    .sort({ createdAt: 1 })
    .select({ identityId: 1, createdAt: 1 })
    .lean<Pick<VisitorPushRecord, 'identityId' | 'createdAt'>[]>();
}

async function makeRoom(workspaceId: ObjectId, identityId: ObjectId): Promise<void> {
  const all = await VisitorPush.find({ workspaceId, identityId })
    .sort({ createdAt: -1, _id: -1 })
    .limit(2 * most)
    .select({ _id: 1 })
    .lean<{ _id: ObjectId }[]>();
  const tooMany = all.slice(most).map(({ _id }) => _id);
  if (tooMany.length > 0) await VisitorPush.deleteMany({ _id: { $in: tooMany }, workspaceId });
}
