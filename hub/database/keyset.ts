import type { Model, PipelineStage, QueryFilter } from 'mongoose';
import { Types } from 'mongoose';
import { z } from 'zod';

/** The most items one page may have. */
export const longestPage = 200;

/** Thrown for a cursor that this list did not hand out; the edge answers request.invalid. */
export class InvalidCursor extends Error {
  override name = 'InvalidCursor';
}

/** One field of a list's order. */
export interface SortField {
  field: string;
  direction: 1 | -1;
  /**
   * What the field holds: checks the cursor, and gives the first page of a list its bound (the whole range of this type) on the
   * first field, without which the database may sort all matches in memory instead of reading in index order.
   */
  type: 'date' | 'number' | 'string' | 'id';
}

/** One page of a list. */
export interface Page<Item> {
  items: Item[];
  /** Names the place after the last item; null at the end of the list. */
  nextCursor: string | null;
}

/** Which page. The last field of `sort` must be unique in the list (`_id`), and no field of it may be missing or null. */
export interface PageRequest<Raw> {
  filter: QueryFilter<Raw>;
  sort: readonly [SortField, ...SortField[]];
  cursor?: string | undefined;
  /** At most 200; 50 by default. */
  limit?: number | undefined;
  /** The fields to read, as for mongoose's select; those of the order are always read. */
  select?: readonly string[];
}

type Value = Date | number | string | Types.ObjectId;

/**
 * A page of lean documents in a stable order, by one database call. Items with equal values are neither left out nor repeated; what
 * is inserted before the cursor meanwhile does not shift the pages, and a page far down costs what the first does. Rows with null in
 * the first field of the order are on no page. Needs an index on the filter's equalities followed by the sort fields.
 */
export async function pageBy<Raw>(model: Model<Raw>, request: PageRequest<Raw>): Promise<Page<Raw & { _id: Types.ObjectId }>> {
  const { sort, cursor, limit = 50 } = request;
  const size = Math.max(1, Math.min(Math.trunc(limit), longestPage));
  const found = await (cursor === undefined
    ? readFirst(model, request, size + 1)
    : readOn(model, request, parseCursor(cursor, sort), size + 1));
  const items = found.slice(0, size);
  const last = items.at(-1);
  return { items, nextCursor: found.length > size && last ? createCursor(last, sort) : null };
}

type Found<Raw> = (Raw & { _id: Types.ObjectId })[];

async function readFirst<Raw>(model: Model<Raw>, { filter, sort, select }: PageRequest<Raw>, most: number): Promise<Found<Raw>> {
  const query = model
    .find({ $and: [filter, { [sort[0].field]: wholeRange(sort[0]) }] })
    .sort(orderOf(sort))
    .limit(most);
  if (select) query.select([...fieldsOf(sort, select)]);
  return query.lean<Found<Raw>>();
}

/**
 * What follows a place: the rows that share all values but the last, then those that share one fewer, and so on, each a range of the
 * index. As one condition (`$or`) DocumentDB reads and sorts everything after the place: 100 times as long at 60,000 rows.
 */
async function readOn<Raw>(
  model: Model<Raw>,
  { filter, sort, select }: PageRequest<Raw>,
  after: readonly Value[],
  most: number,
): Promise<Found<Raw>> {
  const order = { $sort: Object.fromEntries(orderOf(sort)) };
  const fields = select ? [{ $project: Object.fromEntries([...fieldsOf(sort, select)].map((field) => [field, 1 as const])) }] : [];
  const [nearest = [], ...farther] = rangesAfter(sort, after).map((range): PipelineStage.FacetPipelineStage[] => [
    // Unlike `find`, an aggregation takes conditions as they are.
    { $match: model.find({ $and: [filter, range] }).cast(model) as QueryFilter<Raw> },
    order,
    { $limit: most },
    ...fields,
  ]);
  const rest = farther.map((pipeline) => ({ $unionWith: { coll: model.collection.collectionName, pipeline } }));
  return model.aggregate<Found<Raw>[number]>([...nearest, ...rest, ...(rest.length > 0 ? [order, { $limit: most }] : [])]);
}

/** The places after the given values, nearest first. */
function rangesAfter(sort: PageRequest<unknown>['sort'], values: readonly Value[]): Record<string, unknown>[] {
  return sort
    .map(({ field, direction }, index) => ({
      ...Object.fromEntries(sort.slice(0, index).map((shared, i) => [shared.field, at(values, i)])),
      [field]: { [direction === 1 ? '$gt' : '$lt']: at(values, index) },
    }))
    .reverse();
}

function orderOf(sort: PageRequest<unknown>['sort']): [string, 1 | -1][] {
  return sort.map(({ field, direction }) => [field, direction]);
}

function fieldsOf(sort: PageRequest<unknown>['sort'], select: readonly string[]): Set<string> {
  return new Set([...select, ...sort.map(({ field }) => field)]);
}

function wholeRange({ type, direction }: SortField): Record<string, Value> {
  const ends: Record<SortField['type'], readonly [lowest: Value, highest: Value]> = {
    date: [new Date(-8.64e15), new Date(8.64e15)],
    number: [-Infinity, Infinity],
    string: ['', '\u{10ffff}'],
    id: [new Types.ObjectId('0'.repeat(24)), new Types.ObjectId('f'.repeat(24))],
  };
  const [lowest, highest] = ends[type];
  return direction === 1 ? { $gte: lowest } : { $lte: highest };
}

function createCursor(item: object, sort: PageRequest<unknown>['sort']): string {
  const values = sort.map(({ field, type }) => {
    const value = field
      .split('.')
      .reduce<unknown>((inner, key) => (typeof inner === 'object' && inner ? Reflect.get(inner, key) : undefined), item);
    if (value === undefined || value === null) throw new Error(`a list sorted by ${field} holds a document without it`);
    if (type === 'date' && value instanceof Date) return value.getTime();
    if (type === 'id' && value instanceof Types.ObjectId) return value.toHexString();
    if (typeof value === type) return value;
    throw new TypeError(`a list sorted by ${field} as ${type} holds a document with something else there`);
  });
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

const cursorValue = {
  date: z
    .number()
    .int()
    .min(-8.64e15)
    .max(8.64e15)
    .transform((ms): Value => new Date(ms)),
  number: z.number().transform((value): Value => value),
  string: z.string().transform((value): Value => value),
  id: z
    .string()
    .regex(/^[0-9a-f]{24}$/)
    .transform((hex): Value => new Types.ObjectId(hex)),
};

function parseCursor(cursor: string, sort: PageRequest<unknown>['sort']): Value[] {
  try {
    const values = z
      .array(z.unknown())
      .length(sort.length)
      .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return sort.map(({ type }, index) => cursorValue[type].parse(values[index]));
  } catch (cause) {
    throw new InvalidCursor('this cursor was not handed out by this list', { cause });
  }
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
  return item;
}
