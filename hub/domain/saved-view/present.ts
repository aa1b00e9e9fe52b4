import type { SavedView } from '../../api/customers/saved-views.ts';
import { readFilters } from './filters.ts';
import type { SavedViewRecord } from './model.ts';

/** A saved view as it crosses the wire. */
export function presentView(view: SavedViewRecord): SavedView {
  return {
    id: view._id.toHexString(),
    list: view.list,
    name: view.name,
    filters: readFilters(view.filters),
    ...(view.columns && { columns: [...view.columns] }),
    ...(view.sort !== undefined && { sort: view.sort }),
    isShared: view.isShared,
    ownerId: view.ownerId.toHexString(),
    position: view.position,
    createdAt: view.createdAt.toISOString(),
    updatedAt: view.updatedAt.toISOString(),
  };
}
