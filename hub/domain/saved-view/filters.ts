import type { z } from 'zod';
import { contactFilters } from '../../api/customers/contact-filters.ts';
import { conversationFilters, type ConversationFilters } from '../../api/customers/conversations.ts';
import type { ViewList } from '../../api/customers/saved-views.ts';
import { HubError } from '../../core/error.ts';

const schemas = { conversations: conversationFilters.strict(), contacts: contactFilters.strict() } satisfies Record<ViewList, z.ZodType>;

/** A view's filters as its list reads them, as JSON. Throws request.invalid with the filter that the list does not know. */
export function parseFilters(list: ViewList, given: Record<string, unknown>): string {
  const parsed = schemas[list].safeParse(given);
  if (parsed.success) return JSON.stringify(parsed.data);
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: ['body', 'filters', ...path].map(String).join('.'), message }));
  throw new HubError('request.invalid', { issues });
}

/** What was kept, as an object; filters that a list no longer knows are still shown to their owner. */
export function readFilters(filters: string): Record<string, unknown> {
  const kept: unknown = JSON.parse(filters);
  return typeof kept === 'object' && kept !== null ? { ...kept } : {};
}

/** The filters of a view of conversations; null where the list no longer reads what was kept. */
export function readConversationFilters(filters: string): ConversationFilters | null {
  return schemas.conversations.safeParse(readFilters(filters)).data ?? null;
}
