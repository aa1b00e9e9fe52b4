import { performance } from 'node:perf_hooks';
import { pino } from 'pino';
import type { ContactFilters, ContactSort } from '../api/customers/contact-filters.ts';
import { systemActor, type Actor } from '../core/actor.ts';
import { ObjectId } from '../core/ids.ts';
import { connectDatabase } from '../database/connection.ts';
import { ensureIndexes } from '../database/ensure-indexes.ts';
import { longestPage } from '../database/keyset.ts';
import { deriveContact } from '../domain/contact/derive.ts';
import { listContacts } from '../domain/contact/list-contacts.ts';
import { Contact } from '../domain/contact/model.ts';
import { percentile } from './statistics.ts';

/** One list of contacts: milliseconds at the median of its first page and of one far down, by the number of contacts. */
export interface ContactsLine {
  name: string;
  first: Record<number, number>;
  deep: Record<number, number>;
  /** The deep page to the first, among the many. */
  depth: number;
  /** The deep page among the many to the one among the few. */
  growth: number;
}

const sizes = [1000, 60_000] as const;
const [few, many] = sizes;
const rounds = 60;
const pageSize = 50;
/** How many pages of 200 down the list the deep page is: at rank 2,000, or at the last full page of a shorter list. */
const pagesDown = 10;

const lists: [name: string, query: ContactFilters & { sort: ContactSort }][] = [
  ['newest', { sort: 'newest' }],
  ['by name', { sort: 'name' }],
  ['wrote last', { sort: 'lastMessage' }],
  ['a tag, by name', { sort: 'name', tag: 'vip' }],
];

interface World {
  actor: Actor;
  size: number;
}

/** Fills one workspace with 1,000 and another with 60,000 contacts and reads first and deep pages of both by turns. */
export async function measureContacts(databaseUri: string): Promise<ContactsLine[]> {
  const database = await connectDatabase({ uri: databaseUri, log: pino({ level: 'silent' }) });
  try {
    await ensureIndexes(database.connection);
    const worlds = [];
    for (const size of sizes) worlds.push(await fill(size));
    const lines: ContactsLine[] = [];
    for (const [name, query] of lists) lines.push(await measureList(name, query, worlds));
    return lines;
  } finally {
    await database.close();
  }
}

async function measureList(name: string, query: ContactFilters & { sort: ContactSort }, worlds: readonly World[]): Promise<ContactsLine> {
  const places = await Promise.all(worlds.map(async ({ actor, size }) => ({ actor, size, cursor: await cursorOf(actor, query) })));
  const times = new Map<string, number[]>();
  for (let round = -10; round < rounds; round += 1) {
    for (const { actor, size, cursor } of places) {
      for (const [page, at] of [
        ['first', undefined],
        ['deep', cursor],
      ] as const) {
        const start = performance.now();
        await listContacts(actor, { ...query, cursor: at, limit: pageSize });
        // The first rounds warm up the code, the connection and the database's cache.
        if (round >= 0) times.set(`${page} ${size}`, [...(times.get(`${page} ${size}`) ?? []), performance.now() - start]);
      }
    }
  }
  const median = (page: string, size: number) => percentile(times.get(`${page} ${size}`) ?? [], 0.5);
  return {
    name,
    first: Object.fromEntries(sizes.map((size) => [size, median('first', size)])),
    deep: Object.fromEntries(sizes.map((size) => [size, median('deep', size)])),
    depth: median('deep', many) / median('first', many),
    growth: median('deep', many) / median('deep', few),
  };
}

/** The place far down a list, as somebody who scrolls gets to it. */
async function cursorOf(actor: Actor, query: ContactFilters & { sort: ContactSort }): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < pagesDown; page += 1) {
    const { nextCursor } = await listContacts(actor, { ...query, cursor, limit: longestPage });
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return cursor;
}

/** A workspace's contacts written past the verbs: every name is shared by two, every tenth contact is tagged. */
async function fill(size: number): Promise<World> {
  const actor = systemActor(new ObjectId());
  const start = Date.parse('2026-01-01T00:00:00Z');
  const batch = 5000;
  for (let from = 0; from < size; from += batch) {
    const contacts = Array.from({ length: Math.min(batch, size - from) }, (_, n) => {
      const index = from + n;
      const said = {
        name: `Person ${String(Math.floor((size - index) / 2)).padStart(6, '0')}`,
        phones: [`+1 555 ${String(index).padStart(6, '0')}`],
        emails: [`p${index}@example.com`],
        tags: index % 10 === 0 ? ['vip'] : [],
        fields: {},
        blocked: false,
        channelIds: [],
        providers: ['telegram'],
      };
      const createdAt = new Date(start + index * 1000);
      return {
        ...{ _id: new ObjectId(), workspaceId: actor.workspaceId, ...said, ...deriveContact(said), notes: '', rev: 1 },
        ...{ createdAt, updatedAt: createdAt, activeAt: createdAt },
      };
    });
    await Contact.collection.insertMany(contacts, { ordered: false });
  }
  return { actor, size };
}

/** The lines as the table of the report. */
export function presentContacts(lines: readonly ContactsLine[]): string {
  const ms = (values: Record<number, number>, size: number) => (values[size] ?? NaN).toFixed(2).padStart(9);
  const rows = lines.map(
    ({ name, first, deep, depth, growth }) =>
      `  ${name.padEnd(16)}${ms(first, few)}${ms(deep, few)}${ms(first, many)}${ms(deep, many)}   ${depth.toFixed(2)}x    ${growth.toFixed(2)}x`,
  );
  return [
    '',
    'A page of 50 contacts, the first and one far down, ms at the median, 1,000 and 60,000 contacts in the workspace',
    '                   first 1k  deep 1k first 60k deep 60k  deep to first  60k to 1k',
    ...rows,
  ].join('\n');
}
