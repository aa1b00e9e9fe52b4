import type { TagView } from '../../api/customers/tags.ts';
import type { TagRecord } from './model.ts';

/** A tag as it crosses the wire. */
export function presentTag({ _id, name, color, description, createdAt }: TagRecord): TagView {
  return { id: _id.toHexString(), name, color, description, createdAt: createdAt.toISOString() };
}
