import type { CustomFieldView } from '../../api/customers/custom-fields.ts';
import type { CustomFieldRecord } from './model.ts';

/** A custom field as the outside sees it. */
export function presentCustomField({ _id, key, name, type, choices, isShownInInbox, position }: CustomFieldRecord): CustomFieldView {
  return { id: _id.toHexString(), key, name, type, choices: [...choices], isShownInInbox, position };
}
