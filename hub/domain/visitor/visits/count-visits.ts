import type { Hub } from '../../../core/parts/hub.ts';
import type { Visitor } from '../../../core/visiting/visitor.ts';
import { toObjectId, type ObjectId } from '../../../core/ids.ts';
import { isDuplicateKey } from '../../../database/insert-once.ts';
import { identityId } from '../../contact/recognise.ts';
import { inBatches } from './in-batches.ts';
import { SiteVisitor, type VisitorRecord } from '../model.ts';

const keptMs = 90 * 86_400_000;

/** Counts a visit for each who came, some thousand by one read and one or two writes, and tells presence which visit it is. */
export async function countVisits(hub: Pick<Hub, 'visitors' | 'now'>, came: readonly Readonly<Visitor>[]): Promise<void> {
  await inBatches(came, (batch) => countBatch(hub, batch));
}

async function countBatch(hub: Pick<Hub, 'visitors' | 'now'>, came: readonly Readonly<Visitor>[]): Promise<void> {
  // Who came twice within a batch is counted once: that was a reload that took long.
  const byKey = new Map(came.map((visitor) => [identityId(toObjectId(visitor.channelId), visitor.identity).toHexString(), visitor]));
  const workspaceIds = [...new Set(came.map(({ workspaceId }) => workspaceId))].map(toObjectId);
  const known = await SiteVisitor.find({ _id: { $in: [...byKey.keys()].map(toObjectId) }, workspaceId: { $in: workspaceIds } })
    .select({ visits: 1 })
    .lean<Pick<VisitorRecord, '_id' | 'visits'>[]>();
  const visitsOf = new Map(known.map(({ _id, visits }) => [_id.toHexString(), visits]));
  const made = await insertNew(
    [...byKey].filter(([key]) => !visitsOf.has(key)).map(([key, visitor]) => newRecord(hub.now(), key, visitor)),
  );
  await countKnown(
    [...byKey].filter(([key]) => !made.has(key)),
    hub.now(),
  );
  for (const [key, visitor] of byKey)
    hub.visitors.became(visitor.workspaceId, visitor.id, { visits: made.has(key) ? 1 : (visitsOf.get(key) ?? 1) + 1 });
}

/** Gives the keys of those that were inserted; another process may have been faster with some. */
async function insertNew(records: VisitorRecord[]): Promise<Set<string>> {
  const keys = new Set(records.map(({ _id }) => _id.toHexString()));
  if (records.length === 0) return keys;
  try {
    await SiteVisitor.collection.insertMany(records, { ordered: false });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const theirs = await SiteVisitor.find({
      _id: { $in: records.map(({ _id }) => _id) },
      visitId: { $nin: records.map(({ visitId }) => visitId) },
    })
      .select({ _id: 1 })
      .lean<{ _id: ObjectId }[]>();
    for (const { _id } of theirs) keys.delete(_id.toHexString());
  }
  return keys;
}

/** A visit that was counted before, by a batch that failed later on, is not counted twice. */
async function countKnown(known: [string, Readonly<Visitor>][], at: Date): Promise<void> {
  if (known.length === 0) return;
  await SiteVisitor.bulkWrite(
    known.map(([key, { workspaceId, visitId }]) => ({
      updateOne: {
        filter: { _id: toObjectId(key), workspaceId: toObjectId(workspaceId), visitId: { $ne: visitId } },
        update: { $inc: { visits: 1 }, $set: { visitId, lastAt: at, expiresAt: new Date(at.getTime() + keptMs) } },
      },
    })),
    { ordered: false },
  );
}

function newRecord(at: Date, key: string, { workspaceId, visitId }: Readonly<Visitor>): VisitorRecord {
  return {
    _id: toObjectId(key),
    workspaceId: toObjectId(workspaceId),
    visits: 1,
    visitId,
    firstAt: at,
    lastAt: at,
    expiresAt: new Date(at.getTime() + keptMs),
  };
}
