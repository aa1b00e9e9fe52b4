import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import type { Model, QueryFilter } from 'mongoose';

/** DocumentDB's "deadlock detected", which some losers of a race for one secondary unique key get instead of 11000. */
const deadlockOfEqualKeys = 16908292;

/** Is this the refusal of a key that exists already? */
export function isDuplicateKey(error: unknown): boolean {
  if (!(error instanceof mongoose.mongo.MongoServerError)) return false;
  // FerretDB tells a findOneAndUpdate that meets a unique index by PostgreSQL's words alone.
  return (
    error.code === 11000 ||
    error.code === deadlockOfEqualKeys ||
    (error.code === 1 && /exclusion constraint|duplicate key/.test(error.message))
  );
}

/**
 * Inserts a document, or, where its key is taken, reads the one that took it. `by` finds that one where the key is not `_id`.
 * Never an upsert: racing upserts of one key may write twice.
 */
export async function insertOnce<Raw, Helpers, Methods, Virtuals, Hydrated>(
  model: Model<Raw, Helpers, Methods, Virtuals, Hydrated>,
  values: Partial<Raw> & { _id?: unknown },
  by?: QueryFilter<Raw>,
): Promise<{ doc: Hydrated; created: boolean }> {
  const draft = new model(values);
  if (!(draft instanceof mongoose.Document)) throw new TypeError(`${model.modelName} makes no documents`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await draft.save();
      return { doc: draft, created: true };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const key: unknown = draft._id;
      const winner = await model.findOne(by ?? { _id: key });
      if (winner) return { doc: winner, created: false };
      // The winner was deleted meanwhile, or a deadlock between equal keys had no winner: the key may be free now.
      if (attempt === 5) throw error;
      // Apart from each other, or the same ones meet again.
      await wait(Math.random() * 20 * attempt);
      draft.isNew = true;
    }
  }
}
