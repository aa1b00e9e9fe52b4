import type { UpdateQuery } from 'mongoose';
import { authorize, type Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { searchTerms } from '../../../core/search.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { announceContact } from '../../contact/announce.ts';
import { getContact } from '../../contact/get-contact.ts';
import { Contact, type ContactRecord } from '../../contact/model.ts';
import { Conversation, type ConversationRecord } from '../../conversation/model.ts';
import { changeConversation, type ChangeTools } from '../../conversation/recording/change.ts';

/** What may be changed; absent fields stay, a language of null goes. */
export interface ContactChange {
  name?: string | undefined;
  phones?: string[] | undefined;
  emails?: string[] | undefined;
  language?: string | null | undefined;
  notes?: string | undefined;
}

/** Changes a contact and carries its name and terms to its conversations. Throws contact.unknown. */
export async function updateContact(
  hub: ChangeTools & Pick<Hub, 'facts'>,
  actor: Actor,
  contactId: string,
  change: ContactChange,
  origin?: AuditOrigin,
): Promise<ContactRecord> {
  authorize(actor, 'contact.edit');
  const before = await getContact(actor, contactId);
  const after = { ...before, ...withoutAbsent(change) };
  const terms = searchTerms(after.name, before.username, ...after.phones, ...after.emails);
  const updated = await Contact.findOneAndUpdate(
    { _id: before._id, workspaceId: actor.workspaceId, erasingAt: { $exists: false } },
    changeOf(hub, change, terms),
    { returnDocument: 'after' },
  ).lean<ContactRecord | null>();
  if (!updated) throw new HubError('contact.unknown', { contactId });

  await carryToConversations(hub, actor, updated);
  // Which fields, not what they held: the log outlives an erasure.
  await recordAudit(hub, actor, {
    action: 'contact.updated',
    target: { type: 'contact', id: updated._id },
    after: { fields: Object.keys(withoutAbsent(change)) },
    origin,
  });
  await announceContact(hub, actor, 'contact.changed', updated._id);
  return updated;
}

function changeOf(hub: Pick<Hub, 'now'>, { language, ...fields }: ContactChange, terms: string[]): UpdateQuery<ContactRecord> {
  const set = { ...withoutAbsent(fields), ...(language && { language }), terms, updatedAt: hub.now() };
  return { $set: set, ...(language === null && { $unset: { language: 1 as const } }) };
}

function withoutAbsent(change: ContactChange): Partial<Pick<ContactRecord, 'name' | 'phones' | 'emails' | 'notes'>> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** The conversations' own copies. Those on somebody's screen tell it as a fact; ended ones are only kept right for lists and search. */
async function carryToConversations(hub: ChangeTools, actor: Actor, contact: ContactRecord): Promise<void> {
  const conversations = Conversation.find({ workspaceId: actor.workspaceId, contactId: contact._id })
    .select({ number: 1, live: 1 })
    .lean<Pick<ConversationRecord, '_id' | 'number' | 'live'>>()
    .cursor();
  for await (const { _id, number, live } of conversations) {
    const set = {
      'contact.name': contact.name,
      terms: searchTerms(contact.name, contact.username, String(number), ...contact.phones, ...contact.emails),
    };
    const isTold =
      live &&
      (await changeConversation(hub, actor, {
        conversationId: _id,
        where: { 'contact.name': { $ne: contact.name } },
        set,
        fact: { type: 'conversation.changed', data: {} },
        event: null,
      }));
    if (!isTold) await Conversation.updateOne({ _id }, { $set: { ...set, changedAt: hub.now() }, $inc: { rev: 1 } });
  }
}
