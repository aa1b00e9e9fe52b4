import type { Model, QueryFilter } from 'mongoose';
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
 * A page of lean documents in a stable order. Items with equal values are neither left out nor repeated; what is inserted
 * before the cursor meanwhile does not shift the pages. Needs an index on the filter's equalities followed by the sort fields.
 */
export async function pageBy<Raw>(model: Model<Raw>, request: PageRequest<Raw>): Promise<Page<Raw & { _id: Types.ObjectId }>> {
  const { filter, sort, cursor, limit = 50, select } = request;
  const size = Math.max(1, Math.min(Math.trunc(limit), longestPage));
  const after = cursor === undefined ? null : parseCursor(cursor, sort);
  const place = after ? placeAfter(sort, after) : { [sort[0].field]: wholeRange(sort[0]) };
  const query = model
    .find({ $and: [filter, place] })
    .sort(sort.map(({ field, direction }): [string, 1 | -1] => [field, direction]))
    .limit(size + 1);
  if (select) query.select([...select, ...sort.map(({ field }) => field)]);

  const found = await query.lean<(Raw & { _id: Types.ObjectId })[]>();
  const items = found.slice(0, size);
  const last = items.at(-1);
  return { items, nextCursor: found.length > size && last ? createCursor(last, sort) : null };
}

/** Everything after the given values: a bound on the first field, which an index range needs, and the exact condition beside it. */
function placeAfter(sort: PageRequest<unknown>['sort'], values: readonly Value[]): Record<string, unknown> {
  const beyond = (index: number): Record<string, unknown> => {
    const { field, direction } = at(sort, index);
    return { [field]: { [direction === 1 ? '$gt' : '$lt']: at(values, index) } };
  };
  if (sort.length === 1) return beyond(0);
  const equalUpTo = (index: number): Record<string, unknown> =>
    Object.fromEntries(sort.slice(0, index).map(({ field }, i) => [field, at(values, i)]));
  const first = sort[0];
  return {
    [first.field]: { [first.direction === 1 ? '$gte' : '$lte']: at(values, 0) },
    $or: sort.map((_, index) => ({ ...equalUpTo(index), ...beyond(index) })),
  };
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
