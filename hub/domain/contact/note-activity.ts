import type { ObjectId } from '../../core/ids.ts';
import { Contact } from './model.ts';

/** How exact `lastMessageAt` is: a lively chat writes to its contact once a minute. */
const exactMs = 60_000;

/** Notes that a contact wrote; one database call that changes nothing when a minute has not passed since the last. */
export async function noteActivity(workspaceId: ObjectId, contactId: ObjectId, at: Date): Promise<void> {
  const before = new Date(at.getTime() - exactMs);
  await Contact.updateOne(
    { _id: contactId, workspaceId, $or: [{ lastMessageAt: { $exists: false } }, { lastMessageAt: { $lte: before } }] },
    { $set: { lastMessageAt: at, activeAt: at }, $inc: { rev: 1 } },
  );
}
