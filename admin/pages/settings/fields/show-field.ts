import type { CustomFieldView } from '../../../../hub/api/customers/custom-fields.ts';
import { showDialog } from '../../../app/feedback/show-dialog.ts';

/** Asks for a new field of contacts, or changes one; resolves with it, undefined when it was called off. */
export async function showField(field: CustomFieldView | null): Promise<CustomFieldView | undefined> {
  const [{ HubFieldDialog }] = await Promise.all([import('./field-dialog.ts'), import('../../../components/web-awesome.ts')]);
  return showDialog<CustomFieldView, InstanceType<typeof HubFieldDialog>>(new HubFieldDialog(), { field });
}
