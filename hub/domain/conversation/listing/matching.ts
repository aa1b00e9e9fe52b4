import type { QueryFilter } from 'mongoose';
import type { Actor } from '../../../core/actor.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { searchPrefixes } from '../../../core/search.ts';
import { Message } from '../../timeline/model.ts';
import type { ConversationRecord } from '../model.ts';

/** A word that half of all messages have is read no further than this. */
const mostMessages = 5000;
const mostConversations = 500;

/** Conversations by number, by the contact's name, phone or username, or by what was said in them; one database call. */
export async function matching(actor: Actor, text: string): Promise<QueryFilter<ConversationRecord>> {
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  const prefixes = searchPrefixes(text);
  if (prefixes.length === 0) return { _id: { $in: [] } };
  const allTerms = { $and: prefixes.map((prefix) => ({ terms: prefix })) };
  const said = await Message.aggregate<{ _id: ObjectId }>([
    { $match: { workspaceId: actor.workspaceId, ...allTerms } },
    { $limit: mostMessages },
    { $group: { _id: '$conversationId', lastAt: { $max: '$createdAt' } } },
    { $sort: { lastAt: -1 } },
    { $limit: mostConversations },
  ]);
  const saidIn = { _id: { $in: said.map(({ _id }) => _id) } };
  return { $or: [allTerms, saidIn, ...(number ? [{ number: Number(number) }] : [])] };
}
