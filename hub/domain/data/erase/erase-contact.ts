import type { ErasureReport } from '../../../api/customers/contacts.ts';
import { authorize, systemActor, type Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { toObjectId, type ObjectId } from '../../../core/ids.ts';
import { AuditEntry } from '../../audit/model.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { announceErasure } from '../../contact/announce.ts';
import { getContact } from '../../contact/get-contact.ts';
import { Contact, type ContactRecord } from '../../contact/model.ts';
import { Conversation } from '../../conversation/model.ts';
import { forgetJobsOf } from '../jobs/end-jobs.ts';
import { eraseFiles, eraseMessages } from './erase-messages.ts';
import { eraseFrom, erasers } from './erasers.ts';
import { readScope, type ErasureScope } from './scope.ts';

type EraseTools = Pick<Hub, 'facts' | 'files' | 'now'>;

/**
 * Erases a person: files' bytes, messages, everything that names the conversations, the accounts, the contact. It marks the contact
 * first and removes it last, so calling it again after a crash goes on where it was; what the customer writes meanwhile goes too,
 * and what comes later is a new contact. The report counts what this call removed. Throws contact.unknown.
 */
export async function eraseContact(hub: EraseTools, actor: Actor, contactId: string, origin?: AuditOrigin): Promise<ErasureReport> {
  authorize(actor, 'contact.erase');
  const contact = await Contact.findOneAndUpdate(
    { _id: toObjectId(contactId), workspaceId: actor.workspaceId, mergedInto: { $exists: false }, merging: { $exists: false } },
    { $set: { erasingAt: hub.now() } },
    { returnDocument: 'after' },
  ).lean<ContactRecord | null>();
  if (!contact) throw await whyNot(actor, contactId);

  const conversationIds: ObjectId[] = [];
  const report: ErasureReport = { contactId, collections: {}, files: [], sharedFiles: 0 };
  do {
    const scope = await readScope(contact);
    conversationIds.push(...scope.conversationIds);
    await eraseScope(hub, scope, contact, report);
  } while (await Conversation.exists({ workspaceId: contact.workspaceId, contactId: contact._id }));

  // Files of imports and exports hold people too, and no row can be cut out of them: they can be made again.
  count(report, 'dataJobs', await forgetJobsOf(hub, actor.workspaceId));
  count(report, 'files', report.files.length);
  count(report, 'contacts', 1);
  await recordAudit(hub, actor, {
    action: 'contact.erased',
    target: { type: 'contact', id: contact._id },
    after: { collections: report.collections, files: report.files.length },
    origin,
  });
  // Before the last document goes: a crash in between tells it once more, never not at all.
  await announceErasure(hub, actor, { contactId: contact._id, conversationIds });
  await Contact.deleteOne({ _id: contact._id });
  return report;
}

/** A merge that is under way would bring back what was erased: it ends within a minute, and is waited for by whoever asked. */
async function whyNot(actor: Actor, contactId: string): Promise<HubError> {
  await getContact(actor, contactId);
  return new HubError('contact.busy', { contactId });
}

const forgottenAfterMs = 10 * 60_000;

/** Takes up erasures that a crash left halfway; for a sweep. Returns how many it finished. */
export async function resumeErasures(hub: EraseTools): Promise<number> {
  const before = new Date(hub.now().getTime() - forgottenAfterMs);
  const left = await Contact.find({ erasingAt: { $lt: before } })
    .limit(100)
    .lean<ContactRecord[]>();
  for (const { _id, workspaceId } of left) await eraseContact(hub, systemActor(workspaceId), _id.toHexString());
  return left.length;
}

async function eraseScope(hub: EraseTools, scope: ErasureScope, contact: ContactRecord, report: ErasureReport): Promise<void> {
  const pictures = [contact, ...scope.gone].flatMap(({ avatarFileId }) => avatarFileId ?? []);
  addFiles(report, await eraseFiles(hub, scope, pictures));
  await emptyAudit(scope);
  await eraseSaid(hub, scope, report);
  for (const eraser of erasers) count(report, eraser.collection, await eraseFrom(eraser, scope));
  // What came in while the conversations were still there: nothing would lead to it any more.
  await eraseSaid(hub, scope, report);
}

async function eraseSaid(hub: EraseTools, scope: ErasureScope, report: ErasureReport): Promise<void> {
  const { messages, ...files } = await eraseMessages(hub, scope);
  addFiles(report, files);
  count(report, 'messages', messages);
}

/** The log keeps that something was changed, when and by whom, but no longer what: the values are the person's. */
async function emptyAudit({ workspaceId, contactId, gone }: ErasureScope): Promise<void> {
  const ids = [contactId, ...gone.map(({ _id }) => _id)].map((id) => id.toHexString());
  // By the driver: the model refuses every change of the log, and this is the one that there is.
  await AuditEntry.collection.updateMany(
    { workspaceId, 'target.type': 'contact', 'target.id': { $in: ids }, action: { $in: ['contact.created', 'contact.updated'] } },
    { $set: { before: null, after: null } },
  );
}

function addFiles(report: ErasureReport, { files, sharedFiles }: Pick<ErasureReport, 'files' | 'sharedFiles'>): void {
  report.files.push(...files);
  report.sharedFiles += sharedFiles;
}

function count(report: ErasureReport, collection: string, removed: number): void {
  if (removed > 0) report.collections[collection] = (report.collections[collection] ?? 0) + removed;
}
