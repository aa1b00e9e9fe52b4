import { model, Schema } from 'mongoose';

const schema = new Schema(
  { box: String, at: Date, key: String, sparse: String, expiresAt: { type: Date, expires: 3600 } },
  { collection: 'indexed', autoIndex: false },
);
schema.index({ box: 1, at: -1 });
schema.index({ key: 1 }, { name: 'by-key', unique: true, partialFilterExpression: { key: { $type: 'string' } } });
schema.index({ sparse: 1 }, { sparse: true });

/** A model with an index of each kind that we use, for the tests of ensureIndexes. */
export const Indexed = model('Indexed', schema);
