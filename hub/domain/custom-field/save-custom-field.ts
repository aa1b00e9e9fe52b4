import type { CustomFieldView, FieldType } from '../../api/customers/custom-fields.ts';
import { authorize, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { isDuplicateKey } from '../../database/insert-once.ts';
import { difference, recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { getCustomField, listCustomFields, mostCustomFields } from './find-custom-fields.ts';
import { CustomField, type CustomFieldRecord } from './model.ts';
import { presentCustomField } from './present.ts';

/** A new custom field as the team describes it. */
export interface NewCustomField {
  key: string;
  name: string;
  type: FieldType;
  choices?: string[] | undefined;
  isShownInInbox: boolean;
  position?: number | undefined;
}

/** What may be changed of one; absent fields stay. */
export type CustomFieldChange = { [Field in 'name' | 'choices' | 'isShownInInbox' | 'position']?: CustomFieldView[Field] | undefined };

/** Adds a custom field. Throws contact-field.key-taken, and request.invalid beyond 100 of them. */
export async function createCustomField(
  hub: Pick<Hub, 'now'>,
  actor: Actor,
  { position, choices = [], ...given }: NewCustomField,
  origin?: AuditOrigin,
): Promise<CustomFieldRecord> {
  authorize(actor, 'contact-field.manage');
  const others = await listCustomFields(actor);
  if (others.length >= mostCustomFields) throw invalid([], `there are ${mostCustomFields} custom fields already`);
  const values = {
    ...given,
    _id: new ObjectId(),
    workspaceId: actor.workspaceId,
    choices: [...new Set(choices)],
    position: position ?? (others.at(-1)?.position ?? -1) + 1,
    createdAt: hub.now(),
  };
  const created = await refusingTakenKey(async () => (await CustomField.create(values)).toObject());
  await recordAudit(hub, actor, {
    action: 'custom-field.created',
    target: { type: 'custom-field', id: created._id },
    after: presentCustomField(created),
    origin,
  });
  return created;
}

/** Changes a custom field. Throws custom-field.unknown, and request.invalid for choices of one that has none. */
export async function updateCustomField(
  hub: Pick<Hub, 'now'>,
  actor: Actor,
  customFieldId: string,
  change: CustomFieldChange,
  origin?: AuditOrigin,
): Promise<CustomFieldRecord> {
  authorize(actor, 'contact-field.manage');
  const before = await getCustomField(actor, customFieldId);
  if (change.choices && before.type !== 'choice') throw invalid(['body', 'choices'], 'are for the type choice');
  const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  await CustomField.updateOne({ _id: before._id, workspaceId: actor.workspaceId }, { $set: set });
  const after = await getCustomField(actor, customFieldId);
  await recordAudit(hub, actor, {
    action: 'custom-field.updated',
    target: { type: 'custom-field', id: before._id },
    ...difference(presentCustomField(before), presentCustomField(after)),
    origin,
  });
  return after;
}

/** Removes a custom field; a sweep takes its values out of the contacts. Throws custom-field.unknown. */
export async function deleteCustomField(hub: Pick<Hub, 'now'>, actor: Actor, customFieldId: string, origin?: AuditOrigin): Promise<void> {
  authorize(actor, 'contact-field.manage');
  const before = await getCustomField(actor, customFieldId);
  await CustomField.updateOne({ _id: before._id, workspaceId: actor.workspaceId }, { $set: { removedAt: hub.now() } });
  await recordAudit(hub, actor, {
    action: 'custom-field.deleted',
    target: { type: 'custom-field', id: before._id },
    before: presentCustomField(before),
    origin,
  });
}

function invalid(path: string[], message: string): HubError {
  return new HubError('request.invalid', { issues: [{ path: path.join('.'), message }] });
}

async function refusingTakenKey<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (isDuplicateKey(error)) throw new HubError('contact-field.key-taken', {}, { cause: error });
    throw error;
  }
}
