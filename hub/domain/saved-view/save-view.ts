import type { ViewList } from '../../api/customers/saved-views.ts';
import { authorize, systemActor, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { announceSettings } from '../workspace/announce-settings.ts';
import { parseFilters, readFilters } from './filters.ts';
import { getOwnView, mostViews } from './find-views.ts';
import { SavedView, type SavedViewRecord } from './model.ts';

/** What may be said of a view; what is absent stays. */
interface ViewChange {
  name?: string | undefined;
  filters?: Record<string, unknown> | undefined;
  columns?: string[] | undefined;
  sort?: string | undefined;
  isShared?: boolean | undefined;
  position?: number | undefined;
}

type NewView = ViewChange & { list: ViewList; name: string; filters: Record<string, unknown>; isShared: boolean };

/** Saves a view, last in the order unless it says otherwise. Throws request.invalid, permission.missing, view.too-many. */
export async function createView(hub: Pick<Hub, 'facts' | 'now'>, actor: Actor, view: NewView): Promise<SavedViewRecord> {
  if (actor.type !== 'agent') throw new HubError('permission.missing', { reason: 'only an agent has views' });
  if (view.isShared) authorize(actor, 'view.share');
  const { workspaceId, agentId: ownerId } = actor;
  await requireRoom({ workspaceId, ownerId, list: view.list, isShared: view.isShared });
  const now = hub.now();
  const created = await SavedView.create({
    _id: new ObjectId(),
    workspaceId,
    ownerId,
    list: view.list,
    name: view.name,
    filters: parseFilters(view.list, view.filters),
    ...(view.columns && { columns: view.columns }),
    ...(view.sort !== undefined && { sort: view.sort }),
    isShared: view.isShared,
    // Milliseconds grow, leave room for fractions between, and need no look at the others.
    position: view.position ?? now.getTime() / 1e6,
    createdAt: now,
    updatedAt: now,
  });
  await announceSettings(hub, actor, 'views', created._id);
  return created.toObject();
}

/** Changes a view. One that is or becomes shared needs `view.share`. Throws view.unknown, request.invalid, permission.missing, view.too-many. */
export async function updateView(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  { viewId, ...change }: ViewChange & { viewId: ObjectId },
): Promise<SavedViewRecord> {
  const before = await getOwnView(actor, viewId);
  const isShared = change.isShared ?? before.isShared;
  if (isShared) authorize(actor, 'view.share');
  if (isShared !== before.isShared) await requireRoom({ ...before, isShared });
  const { filters, ...fields } = change;
  const after = await SavedView.findOneAndUpdate(
    { _id: viewId, workspaceId: actor.workspaceId },
    {
      $set: {
        ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
        ...(filters && { filters: parseFilters(before.list, filters) }),
        updatedAt: hub.now(),
      },
    },
    { returnDocument: 'after' },
  ).lean<SavedViewRecord | null>();
  if (!after) throw new HubError('view.unknown', { viewId: viewId.toHexString() });
  await announceSettings(hub, actor, 'views', viewId);
  return after;
}

/** Removes a view. Throws view.unknown, permission.missing. */
export async function deleteView(hub: Pick<Hub, 'facts' | 'now'>, actor: Actor, viewId: ObjectId): Promise<void> {
  await getOwnView(actor, viewId);
  await SavedView.deleteOne({ _id: viewId, workspaceId: actor.workspaceId });
  await announceSettings(hub, actor, 'views', viewId);
}

/** Views that ask for a tag ask for its new name. A removed tag's views stay as they are, and are empty. */
export async function carryTagInViews(
  hub: Pick<Hub, 'facts' | 'now'>,
  workspaceId: ObjectId,
  { from, to }: { from: string; to: string | null },
): Promise<boolean> {
  if (to === null) return true;
  const views = await SavedView.find({ workspaceId }).lean<SavedViewRecord[]>();
  for (const { _id, filters } of views) {
    const read = readFilters(filters);
    if (read['tag'] !== from) continue;
    await SavedView.updateOne({ _id, filters }, { $set: { filters: JSON.stringify({ ...read, tag: to }), updatedAt: hub.now() } });
    await announceSettings(hub, systemActor(workspaceId), 'views', _id);
  }
  return true;
}

async function requireRoom({
  workspaceId,
  ownerId,
  list,
  isShared,
}: Pick<SavedViewRecord, 'workspaceId' | 'ownerId' | 'list' | 'isShared'>): Promise<void> {
  const count = await SavedView.countDocuments({ workspaceId, list, isShared, ...(!isShared && { ownerId }) }, { limit: mostViews });
  if (count >= mostViews) throw new HubError('view.too-many', { limit: mostViews });
}
