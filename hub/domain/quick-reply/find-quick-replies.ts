import type { Language } from '../../api/fields.ts';
import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { ObjectId } from '../../core/ids.ts';
import { searchPrefixes } from '../../core/search.ts';
import { pageBy, type Page } from '../../database/keyset.ts';
import { QuickReply, type QuickReplyRecord } from './model.ts';

/** Which quick replies; `q` finds the beginnings of words. */
export interface QuickReplyQuery {
  q?: string | undefined;
  /** Also those of any language. */
  language?: Language | undefined;
  /** Also those for all departments. */
  department?: ObjectId | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** One quick reply of the actor's workspace. Throws quick-reply.unknown. */
export async function getQuickReply(actor: Pick<Actor, 'workspaceId'>, quickReplyId: ObjectId): Promise<QuickReplyRecord> {
  const quickReply = await QuickReply.findOne({ _id: quickReplyId, workspaceId: actor.workspaceId }).lean<QuickReplyRecord | null>();
  if (!quickReply) throw new HubError('quick-reply.unknown');
  return quickReply;
}

/** A page of the workspace's quick replies by shortcut. */
export async function listQuickReplies(actor: Pick<Actor, 'workspaceId'>, query: QuickReplyQuery): Promise<Page<QuickReplyRecord>> {
  const prefixes = query.q === undefined ? [] : searchPrefixes(query.q);
  if (query.q !== undefined && prefixes.length === 0) return { items: [], nextCursor: null };
  const conditions: Record<string, unknown>[] = [
    ...prefixes.map((prefix) => ({ terms: prefix })),
    ...(query.language === undefined ? [] : [{ language: { $in: [query.language, null] } }]),
    ...(query.department === undefined ? [] : [{ $or: [{ departmentIds: query.department }, { departmentIds: { $size: 0 } }] }]),
  ];
  return pageBy(QuickReply, {
    filter: { workspaceId: actor.workspaceId, ...(conditions.length > 0 ? { $and: conditions } : {}) },
    sort: [
      { field: 'shortcutKey', direction: 1, type: 'string' },
      { field: '_id', direction: 1, type: 'id' },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
}
