import {
  conversationFilters,
  conversationSort,
  type ConversationFilters,
  type ConversationSort,
} from '../../../../hub/api/customers/conversations.ts';

/** The inbox's lists that are always there. */
export const tabs = ['mine', 'unassigned', 'all', 'snoozed', 'closed', 'mentions'] as const;
export type Tab = (typeof tabs)[number];

/** What a list holds and in which order. */
export interface ListQuery {
  filters: ConversationFilters;
  sort: ConversationSort;
}

/** What stands in the address's query for a list, in the order chips show it. */
export const filterNames = ['status', 'assignee', 'channel', 'department', 'tag', 'priority', 'waiting', 'unread', 'mentioned'] as const;
export type FilterName = (typeof filterNames)[number];

const filtersOfTabs: Record<Tab, ConversationFilters> = {
  mine: { status: 'open', assignee: 'me' },
  unassigned: { status: 'open', assignee: 'none' },
  all: { status: 'open' },
  snoozed: { status: 'snoozed' },
  closed: { status: 'closed' },
  mentions: { status: 'open', mentioned: 'me' },
};

/** True for a tab's name; anything else in its place of the address is a saved view's id. */
export function isTab(name: string): name is Tab {
  return tabs.some((tab) => tab === name);
}

/** The filters a tab has by itself; a saved view has none: all of its filters stand in the address. */
export function filtersOfTab(name: string): ConversationFilters {
  return isTab(name) ? filtersOfTabs[name] : {};
}

/** The filters an address's query asks for; a name or value that isn't one is left out. */
export function filtersIn(query: URLSearchParams): ConversationFilters {
  const found: Record<string, unknown> = {};
  for (const name of [...filterNames, 'contact', 'q'] as const) {
    const given = query.get(name);
    if (given === null) continue;
    const parsed = conversationFilters.shape[name].safeParse(given);
    if (parsed.success && parsed.data !== undefined) found[name] = parsed.data;
  }
  return conversationFilters.parse(found);
}

/** The list of an address. A search looks through everything the person may see, whatever the tab. */
export function listQueryOf(tab: string, query: URLSearchParams): ListQuery {
  const asked = filtersIn(query);
  const sort = conversationSort.safeParse(query.get('sort'));
  return {
    filters: asked.q === undefined ? { ...asked, ...filtersOfTab(tab) } : asked,
    sort: sort.success && asked.q === undefined ? sort.data : 'newest',
  };
}

/** The same list has the same key, however its filters came together. */
export function keyOf({ filters, sort }: ListQuery): string {
  return JSON.stringify([sort, Object.entries(filters).toSorted(([a], [b]) => a.localeCompare(b))]);
}

/** Filters and order as an address's query writes them: for the link of a saved view. */
export function writeQuery(filters: Record<string, unknown>, sort?: string): string {
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (typeof value === 'string' || typeof value === 'number' || value === true) written.set(name, String(value));
  }
  if (sort !== undefined && sort !== 'newest') written.set('sort', sort);
  const text = written.toString();
  return text && `?${text}`;
}
