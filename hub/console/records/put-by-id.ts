import type { Model, UpdateQuery } from 'mongoose';
import type { ObjectId } from '../../core/ids.ts';
import { insertOnce } from '../../database/insert-once.ts';

/** Writes a record under its natural key, whether it exists or not; the last writer wins. */
export async function putById<Raw extends { _id: ObjectId }>(model: Model<Raw>, record: Raw): Promise<void> {
  const { _id, ...fields } = record;
  // Mongoose can't see that a record without its key is a set of the record's own fields.
  const change = { $set: fields } as UpdateQuery<Raw>;
  const { matchedCount } = await model.updateOne({ _id }, change);
  if (matchedCount > 0) return;
  const { created } = await insertOnce(model, record);
  if (!created) await model.updateOne({ _id }, change);
}
