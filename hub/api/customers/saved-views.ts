import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { cappedCount, id, moment, pageOf } from '../fields.ts';

/** Which list a view narrows. */
export const viewList = z.enum(['conversations', 'contacts']);
export type ViewList = z.infer<typeof viewList>;

/** The list's own filters by name: `conversationFilters`, or those of the contacts' list. The hub reads them by the list's schema. */
export const viewFilters = z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,99}$/, 'must be the name of a filter'), z.unknown());

export const savedViewView = z.object({
  id,
  list: viewList,
  name: z.string(),
  filters: viewFilters,
  /** Columns on screen, in order; absent: the list's own. */
  columns: z.array(z.string()).optional(),
  sort: z.string().optional(),
  /** The whole team has it; otherwise only its owner. */
  isShared: z.boolean(),
  ownerId: id,
  position: z.number(),
  createdAt: moment,
  updatedAt: moment,
});
export type SavedView = z.infer<typeof savedViewView>;

const params = z.object({ viewId: id });
const fields = z.object({
  name: z.string().trim().min(1).max(80),
  filters: viewFilters,
  columns: z.array(z.string().min(1).max(100)).max(50),
  sort: z.string().min(1).max(100),
  isShared: z.boolean(),
  /** Smaller ones come first; fractions are welcome. */
  position: z.number().min(-1e9).max(1e9),
});

export const listViews = endpoint({
  method: 'get',
  path: '/views',
  summary: "The caller's saved views and those shared with the team, by position; all on one page",
  access: 'conversation.view',
  query: z.object({ list: viewList.optional() }),
  view: pageOf(savedViewView),
});

export const countViews = endpoint({
  method: 'get',
  path: '/views/counts',
  summary: "How many conversations the caller's first 20 views hold, each counted up to 99",
  access: 'conversation.view',
  query: z.object({ list: z.literal('conversations').default('conversations') }),
  view: z.object({ items: z.array(cappedCount.extend({ viewId: id })) }),
});

export const createView = endpoint({
  method: 'post',
  path: '/views',
  summary: 'Save a view; sharing it needs `view.share`',
  access: 'conversation.view',
  body: fields
    .partial({ columns: true, sort: true, position: true })
    .extend({ list: viewList, filters: viewFilters.default({}), isShared: z.boolean().default(false) }),
  view: savedViewView,
  status: 201,
});

export const updateView = endpoint({
  method: 'patch',
  path: '/views/:viewId',
  summary: 'Change a view of the caller, or, with `view.share`, a shared one',
  access: 'conversation.view',
  params,
  body: fields.partial().refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
  view: savedViewView,
});

export const deleteView = endpoint({
  method: 'delete',
  path: '/views/:viewId',
  summary: 'Remove a view of the caller, or, with `view.share`, a shared one',
  access: 'conversation.view',
  params,
});
