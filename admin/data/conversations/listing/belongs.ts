import type { ConversationFilters, ConversationSort, ConversationView } from '../../../../hub/api/customers/conversations.ts';
import type { ListQuery } from './query.ts';

/** Who reads the list, and when: what `me` and `waiting` mean. */
export interface Reader {
  agentId: string;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * Whether a conversation belongs on a list, by the hub's own rules. `unknown` where only the hub can tell: a search looks into texts that a
 * head doesn't hold. What the reader may see is not asked here: heads of anything else never arrive.
 */
export function belongs(head: ConversationView, { filters, sort }: ListQuery, reader: Reader): 'yes' | 'no' | 'unknown' {
  if (sort === 'waiting' && head.waitingSince === null) return 'no';
  if (!rules.every((rule) => rule(head, filters, reader))) return 'no';
  return filters.q === undefined ? 'yes' : 'unknown';
}

type Rule = (head: ConversationView, filters: ConversationFilters, reader: Reader) => boolean;

const rules: readonly Rule[] = [
  (head, { status }) => status === undefined || head.status === status,
  (head, { assignee }, { agentId }) =>
    assignee === undefined || head.assigneeId === (assignee === 'none' ? null : assignee === 'me' ? agentId : assignee),
  (head, { channel }) => channel === undefined || head.channelId === channel,
  (head, { department }) => department === undefined || head.departmentId === department,
  (head, { contact }) => contact === undefined || head.contact.id === contact,
  (head, { tag }) => tag === undefined || head.tags.includes(tag),
  (head, { priority }) => priority === undefined || head.priority === priority,
  (head, { unread }) => unread === undefined || head.unread > 0,
  (head, { waiting }, { now }) => waiting === undefined || hasWaited(head, waiting, now),
  (head, { mentioned }, { agentId }) => mentioned === undefined || head.mentions.includes(agentId),
];

function hasWaited({ waitingSince }: ConversationView, minutes: number, now: number): boolean {
  return waitingSince !== null && Date.parse(waitingSince) <= now - minutes * 60_000;
}

/** Where a conversation stands in an order: what is compared, then the id between equal ones. */
export interface SortKey {
  /** ISO 8601 in UTC with milliseconds, so that texts compare as times do. */
  at: string;
  id: string;
}

/** The key of a head; one that doesn't wait comes after all that do. */
export function sortKeyOf(head: ConversationView, sort: ConversationSort): SortKey {
  return { at: sort === 'newest' ? head.lastMessageAt : (head.waitingSince ?? '9999'), id: head.id };
}

/** Negative when `a` comes before `b`: newest first, or longest waiting first, as the hub's pages are. */
export function compareKeys(a: SortKey, b: SortKey, sort: ConversationSort): number {
  const order = a.at === b.at ? compareTexts(a.id, b.id) : compareTexts(a.at, b.at);
  return sort === 'newest' ? -order : order;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
