import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { CustomField, type CustomFieldRecord } from './model.ts';

/** A workspace has no more than this. */
export const mostCustomFields = 100;

/** The custom fields of the actor's workspace in their order; one database call. */
export async function listCustomFields({ workspaceId }: Pick<Actor, 'workspaceId'>): Promise<CustomFieldRecord[]> {
  return CustomField.find({ workspaceId, removedAt: { $exists: false } })
    .sort({ position: 1, _id: 1 })
    .limit(mostCustomFields)
    .lean<CustomFieldRecord[]>();
}

/** One custom field; throws custom-field.unknown. */
export async function getCustomField(actor: Pick<Actor, 'workspaceId'>, customFieldId: string | ObjectId): Promise<CustomFieldRecord> {
  const found = await CustomField.findOne({
    _id: toObjectId(customFieldId),
    workspaceId: actor.workspaceId,
    removedAt: { $exists: false },
  }).lean<CustomFieldRecord | null>();
  if (!found) throw new HubError('custom-field.unknown', { customFieldId: String(customFieldId) });
  return found;
}
