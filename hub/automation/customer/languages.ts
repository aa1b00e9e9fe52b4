import type { SpokenText } from '../../api/customers/channels.ts';
import { language, type Language } from '../../api/fields.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { Contact } from '../../domain/contact/model.ts';
import { getWorkspace } from '../../domain/workspace/get-workspace.ts';

/** The languages to speak to a customer in, the best first: the customer's, then the workspace's. Two database calls. */
export async function readLanguages(workspaceId: ObjectId, contactId: string): Promise<[Language, ...Language[]]> {
  const [contact, workspace] = await Promise.all([
    Contact.findOne({ _id: toObjectId(contactId), workspaceId })
      .select({ language: 1 })
      .lean<{ language?: string } | null>(),
    getWorkspace(workspaceId),
  ]);
  const own = language.safeParse(contact?.language?.split('-')[0]?.toLowerCase());
  return own.success ? [own.data, workspace.language] : [workspace.language];
}

/** A text in the first of the languages it exists in, or in any. */
export function pickText(spoken: SpokenText, languages: readonly Language[]): string {
  const found = languages.map((each) => spoken[each]).find((text) => text !== undefined);
  return found ?? spoken.en ?? spoken.ru ?? '';
}
