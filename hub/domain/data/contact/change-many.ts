import { authorize, type Actor } from '../../../core/actor.ts';
import { isHubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { AuditOrigin } from '../../audit/record-audit.ts';
import { getContact } from '../../contact/get-contact.ts';
import type { ChangeTools } from '../../conversation/recording/change.ts';
import { blockContact } from './block-contact.ts';
import { updateContact } from './update-contact.ts';

/** One thing to do to many contacts; the tag is read by addTag and removeTag. */
export interface ManyChange {
  action: 'addTag' | 'removeTag' | 'block' | 'unblock';
  tag: string;
}

type Tools = ChangeTools & Pick<Hub, 'facts'>;

/** Does one thing to each contact on its own; what is refused of one is its result and keeps none of the others. */
export async function changeManyContacts(
  hub: Tools,
  actor: Actor,
  contactIds: readonly string[],
  change: ManyChange,
  origin?: AuditOrigin,
): Promise<{ id: string; error: string | null }[]> {
  authorize(actor, 'contact.edit');
  const results: { id: string; error: string | null }[] = [];
  for (const id of contactIds) {
    try {
      await changeOne(hub, actor, id, change, origin);
      results.push({ id, error: null });
    } catch (error) {
      if (!isHubError(error)) throw error;
      results.push({ id, error: error.code });
    }
  }
  return results;
}

async function changeOne(hub: Tools, actor: Actor, contactId: string, change: ManyChange, origin?: AuditOrigin): Promise<void> {
  if (change.action === 'block' || change.action === 'unblock') {
    await blockContact(hub, actor, contactId, change.action === 'block', origin);
    return;
  }
  const { tags } = await getContact(actor, contactId);
  const has = tags.includes(change.tag);
  if (has === (change.action === 'addTag')) return;
  await updateContact(hub, actor, contactId, { tags: has ? tags.filter((tag) => tag !== change.tag) : [...tags, change.tag] }, origin);
}
