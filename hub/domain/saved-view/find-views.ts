import type { CappedCount } from '../../api/fields.ts';
import type { ViewList } from '../../api/customers/saved-views.ts';
import { can, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { countListed } from '../conversation/listing/count.ts';
import { readConversationFilters } from './filters.ts';
import { SavedView, type SavedViewRecord } from './model.ts';

/** As many as one agent may own, and as many as a team may share, of each list. */
export const mostViews = 100;

/** The actor's own views and the shared ones, by position; two database calls. */
export async function listViews(actor: Actor, list?: ViewList): Promise<SavedViewRecord[]> {
  const ofList = { workspaceId: actor.workspaceId, ...(list && { list }) };
  const find = (filter: Record<string, unknown>) =>
    SavedView.find({ ...ofList, ...filter })
      .sort({ position: 1 })
      .limit(2 * mostViews)
      .lean<SavedViewRecord[]>();
  const [own, shared] = await Promise.all([
    actor.type === 'agent' ? find({ ownerId: actor.agentId, isShared: false }) : [],
    find({ isShared: true }),
  ]);
  return [...own, ...shared].sort((a, b) => a.position - b.position || a.createdAt.getTime() - b.createdAt.getTime());
}

/** A view that the actor may change: its own, or, with `view.share`, a shared one. Throws view.unknown, permission.missing. */
export async function getOwnView(actor: Actor, viewId: ObjectId): Promise<SavedViewRecord> {
  const view = await SavedView.findOne({ _id: viewId, workspaceId: actor.workspaceId }).lean<SavedViewRecord | null>();
  const isOwn = actor.type === 'agent' && view?.ownerId.equals(actor.agentId) === true;
  if (!view || (!isOwn && !view.isShared)) throw new HubError('view.unknown', { viewId: viewId.toHexString() });
  if (!isOwn && !can(actor, 'view.share')) throw new HubError('permission.missing', { permission: 'view.share' });
  return view;
}

const mostCounted = 20;

/** How much the actor's first 20 views of conversations hold, counted side by side. */
export async function countViews(hub: Pick<Hub, 'now'>, actor: Actor): Promise<(CappedCount & { viewId: ObjectId })[]> {
  const views = (await listViews(actor, 'conversations')).slice(0, mostCounted);
  const counts = views.map(async ({ _id, filters }) => {
    const read = readConversationFilters(filters);
    return { viewId: _id, ...(read ? await countListed(hub, actor, read) : { count: 0, isCapped: false }) };
  });
  return Promise.all(counts);
}
