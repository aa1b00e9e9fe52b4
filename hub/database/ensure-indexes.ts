import type { Connection, IndexDefinition, IndexOptions, mongo } from 'mongoose';

type CreateIndexesOptions = mongo.CreateIndexesOptions;

/** One index on its way: the n-th of all. */
export interface IndexProgress {
  done: number;
  total: number;
  collection: string;
  index: string;
}

/** What came of it. */
export interface IndexReport {
  built: string[];
  /** Indexes in the database that no model declares any more, as 'collection.index'. They are left for a person to drop. */
  undeclared: string[];
}

interface Declared {
  collection: string;
  name: string;
  keys: IndexDefinition;
  options: IndexOptions;
}

/**
 * Builds every index that the models registered on the connection declare. Those that exist are left alone, so that it may run
 * twice and in two processes at once; nothing is dropped. Run it under a lease, as `prepareDatabase` does.
 */
export async function ensureIndexes(
  connection: Connection,
  onProgress: (progress: IndexProgress) => void = () => undefined,
): Promise<IndexReport> {
  const declared = Object.values(connection.models).flatMap((model) =>
    model.schema.indexes().map(([keys, options]): Declared => ({
      collection: model.collection.collectionName,
      name: nameIndex(keys, options),
      keys,
      options,
    })),
  );
  const existing = await listExisting(connection, [
    ...new Set(Object.values(connection.models).map((model) => model.collection.collectionName)),
  ]);
  const missing = declared.filter(({ collection, name }) => !existing.has(`${collection}.${name}`));

  for (const [index, { collection, name, keys, options }] of missing.entries()) {
    onProgress({ done: index, total: missing.length, collection, index: name });
    await connection.collection(collection).createIndex(plainKeys(keys), { ...serverOptions(options), name, timeoutMS: 0 });
    onProgress({ done: index + 1, total: missing.length, collection, index: name });
  }
  const wanted = new Set(declared.map(({ collection, name }) => `${collection}.${name}`));
  return {
    built: missing.map(({ collection, name }) => `${collection}.${name}`),
    undeclared: [...existing].filter((index) => !index.endsWith('._id_') && !wanted.has(index)),
  };
}

async function listExisting(connection: Connection, collections: readonly string[]): Promise<Set<string>> {
  if (!connection.db) throw new Error('not connected to a database');
  const present = new Set((await connection.db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  const lists = collections
    .filter((name) => present.has(name))
    .map(async (name) => (await connection.collection(name).indexes()).map((index) => `${name}.${index.name}`));
  return new Set((await Promise.all(lists)).flat());
}

/** The name MongoDB gives an index by itself: each field with its direction. */
function nameIndex(keys: IndexDefinition, options: IndexOptions): string {
  return options.name ?? Object.entries(keys).flat().join('_');
}

function plainKeys(keys: IndexDefinition): Record<string, 1 | -1 | 'text' | 'hashed'> {
  return Object.fromEntries(
    Object.entries(keys).map(([field, kind]) => {
      if (kind === 1 || kind === -1 || kind === 'text' || kind === 'hashed') return [field, kind];
      throw new Error(`an index of kind ${String(kind)} on ${field} is not in the common core of our databases`);
    }),
  );
}

/** The options the server knows; mongoose keeps its own beside them. */
function serverOptions({ unique, sparse, expireAfterSeconds, partialFilterExpression }: IndexOptions): CreateIndexesOptions {
  return {
    ...(unique ? { unique: true } : {}),
    ...(sparse ? { sparse: true } : {}),
    ...(typeof expireAfterSeconds === 'number' ? { expireAfterSeconds } : {}),
    ...(partialFilterExpression ? { partialFilterExpression } : {}),
  };
}
