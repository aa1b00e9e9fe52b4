import mongoose from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';
import { identityId } from '../../contact/recognise.ts';
import type { ErasureScope } from './scope.ts';

/** How one collection forgets a contact. By name, not by model: some belong to folders above the domain, and some may not exist yet. */
export interface Eraser {
  collection: string;
  /** Which documents go; null when the scope names nothing that this collection could hold. */
  filter: (scope: ErasureScope) => Record<string, unknown> | null;
}

const ofConversations: Eraser['filter'] = ({ workspaceId, conversationIds }) =>
  conversationIds.length > 0 ? { workspaceId, conversationId: { $in: conversationIds } } : null;
const ofContact: Eraser['filter'] = (scope) => ({ workspaceId: scope.workspaceId, contactId: { $in: contactIds(scope) } });

/**
 * Every collection that keeps something of a contact beside messages, in the order it goes: what hangs on a conversation before the
 * conversation, what leads to the contact last, so that a crash leaves a trail to the rest. A new collection adds its line here;
 * erasers.test.ts finds one that is missing.
 */
export const erasers: readonly Eraser[] = [
  { collection: 'pendingUpdates', filter: ofChats },
  { collection: 'receipts', filter: namedInRaw },
  { collection: 'consoleSends', filter: ofConversations },
  { collection: 'consolePrompts', filter: ofConversations },
  { collection: 'consoleCards', filter: ofConversations },
  { collection: 'consoleMessages', filter: ofConversations },
  { collection: 'consoleThreads', filter: ofConversations },
  { collection: 'pushSends', filter: ofConversations },
  { collection: 'visitorPushSends', filter: ofConversations },
  { collection: 'carryLinks', filter: ofConversations },
  { collection: 'conversationReads', filter: ofConversations },
  { collection: 'ratings', filter: ofConversations },
  { collection: 'conversations', filter: ofContact },
  { collection: 'conversationSlots', filter: ofContact },
  { collection: 'pageVisits', filter: (scope) => ofAccounts(scope, 'visitorKey') },
  { collection: 'visitors', filter: (scope) => ofAccounts(scope, '_id') },
  { collection: 'visitorPushes', filter: (scope) => ofAccounts(scope, 'identityId') },
  { collection: 'identities', filter: ofContact },
  { collection: 'consoleBlocks', filter: (scope) => ({ workspaceId: scope.workspaceId, _id: { $in: contactIds(scope) } }) },
  { collection: 'merges', filter: ofMerges },
  // Those that were merged into it: all that led to something of theirs is gone by now.
  { collection: 'contacts', filter: ({ workspaceId, gone }) => ({ workspaceId, _id: { $in: gone.map(({ _id }) => _id) } }) },
];

const batch = 500;

/** Removes what an eraser's filter finds, some hundred documents at a time so that no command takes long. Returns how many. */
export async function eraseFrom({ collection, filter }: Eraser, scope: ErasureScope): Promise<number> {
  const wanted = filter(scope);
  if (!wanted) return 0;
  const documents = mongoose.connection.collection<{ _id: ObjectId }>(collection);
  for (let removed = 0; ;) {
    const found = await documents.find(wanted, { projection: { _id: 1 }, limit: batch }).toArray();
    if (found.length === 0) return removed;
    const { deletedCount } = await documents.deleteMany({ _id: { $in: found.map(({ _id }) => _id) } });
    removed += deletedCount;
  }
}

function ofChats({ chats }: ErasureScope): Record<string, unknown> | null {
  return chats.length > 0 ? { $or: chats.map(({ channelId, chatId }) => ({ channelId, chatId })) } : null;
}

/** What is kept of browsers goes by the account that a browser has, or would have. */
function ofAccounts({ workspaceId, accounts }: ErasureScope, field: string): Record<string, unknown> | null {
  const keys = accounts.map(({ channelId, externalId }) => identityId(channelId, externalId));
  return keys.length > 0 ? { workspaceId, [field]: { $in: keys } } : null;
}

/** Unreadable payloads are kept as text: those in which a chat or account of the contact stands as a whole value go. */
function namedInRaw({ workspaceId, chats, accounts }: ErasureScope): Record<string, unknown> | null {
  const names = [
    ...chats.map(({ channelId, chatId }) => ({ channelId, name: chatId })),
    ...accounts.map(({ channelId, externalId }) => ({ channelId, name: externalId })),
  ];
  if (names.length === 0) return null;
  return {
    workspaceId,
    $or: names.map(({ channelId, name }) => ({ channelId, raw: { $regex: `(^|[":,\\[\\s])${escapeRegExp(name)}($|["},\\]\\s])` } })),
  };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function contactIds({ contactId, gone }: ErasureScope): ObjectId[] {
  return [contactId, ...gone.map(({ _id }) => _id)];
}

function ofMerges(scope: ErasureScope): Record<string, unknown> {
  const ids = contactIds(scope);
  return { workspaceId: scope.workspaceId, $or: [{ contactId: { $in: ids } }, { fromId: { $in: ids } }] };
}
