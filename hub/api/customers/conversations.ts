import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { cappedCount, id, moment, pageOf, paging } from '../fields.ts';
import { authorType } from './messages.ts';
import { tagName } from './tags.ts';

export const conversationStatus = z.enum(['open', 'snoozed', 'closed']);
export type ConversationStatus = z.infer<typeof conversationStatus>;

export const priority = z.enum(['low', 'normal', 'high', 'urgent']);
export type Priority = z.infer<typeof priority>;

export const conversationView = z.object({
  id,
  number: z.number().int(),
  channelId: id,
  provider: z.string(),
  contact: z.object({ id, name: z.string(), avatarUrl: z.string().optional(), blocked: z.literal(true).optional() }),
  status: conversationStatus,
  snoozedUntil: moment.optional(),
  assigneeId: id.nullable(),
  departmentId: id.nullable(),
  handledBy: z.enum(['bot', 'team']),
  priority,
  /** Customer messages nobody answered or marked as seen. */
  unread: z.number().int(),
  tags: z.array(z.string()),
  /** Agents that notes mention: it is on their Mentions tab, and they may see it whatever their scope. */
  mentions: z.array(id),
  preview: z.string(),
  /** Who wrote what `preview` shows; null while there is nothing. */
  lastAuthor: authorType.nullable(),
  /** Which agent it was; null when it was no agent, or which one is not known. */
  lastAuthorId: id.nullable(),
  lastMessageAt: moment,
  /** When the customer wrote last; null when never. */
  lastInboundAt: moment.nullable(),
  /** Since when the customer waits for an answer; null when nobody waits. */
  waitingSince: moment.nullable(),
  closedAt: moment.optional(),
  /** Where it began, when its customer carried it on elsewhere. */
  carriedFrom: z.object({ provider: z.string(), channelId: id }).optional(),
  /** True while the customer blocks us on this channel. */
  unreachable: z.boolean(),
  seq: z.number().int(),
  rev: z.number().int(),
  createdAt: moment,
});
export type ConversationView = z.infer<typeof conversationView>;

const params = z.object({ conversationId: id });

/** What a list of conversations is narrowed by, in a query or kept in a saved view; `me` is whoever reads. */
export const conversationFilters = z.object({
  status: conversationStatus.optional(),
  assignee: z.union([id, z.enum(['me', 'none'])]).optional(),
  channel: id.optional(),
  department: id.optional(),
  contact: id.optional(),
  /** A tag's name. */
  tag: tagName.optional(),
  priority: priority.optional(),
  /** Only those with customer messages that nobody answered or marked as seen. */
  unread: z.union([z.literal(true), z.literal('true').transform(() => true as const)]).optional(),
  /** Only those whose customer has waited at least so many minutes. */
  waiting: z.coerce.number().int().min(0).max(525_600).optional(),
  /** Only those in which a note mentions the caller. */
  mentioned: z.literal('me').optional(),
  /** Beginnings of words of the contact's name or of what was said, a phone's beginning, or a number (`#12`). */
  q: z.string().trim().min(1).max(200).optional(),
});
export type ConversationFilters = z.infer<typeof conversationFilters>;

/** `newest`: by the last message. `waiting`: who waits longest first; those who do not wait are left out. */
export const conversationSort = z.enum(['newest', 'waiting']);
export type ConversationSort = z.infer<typeof conversationSort>;

export const listConversations = endpoint({
  method: 'get',
  path: '/conversations',
  summary: 'Conversations, newest message first or longest waiting first',
  access: 'conversation.view',
  query: paging.extend(conversationFilters.shape).extend({ sort: conversationSort.default('newest') }),
  view: pageOf(conversationView),
});

const tabCount = cappedCount.extend({
  /** How many of them have unread messages, capped the same way. */
  unread: cappedCount,
});

export const countConversations = endpoint({
  method: 'get',
  path: '/conversations/counts',
  summary: "How many conversations the inbox's tabs hold, each counted up to 99",
  access: 'conversation.view',
  view: z.object({
    /** Open ones of the caller; nothing for a token. */
    mine: tabCount,
    /** Open ones that nobody has. */
    unassigned: tabCount,
    /** Open ones. */
    all: tabCount,
    snoozed: cappedCount,
    /** Open ones that mention the caller; nothing for a token. */
    mentions: tabCount,
  }),
});

/** What may be done to many conversations at once; each needs the permission it needs alone. */
export const bulkAction = z.discriminatedUnion('type', [
  z.object({ type: z.literal('assign'), agentId: id.nullable(), departmentId: id.nullable().optional() }),
  z.object({ type: z.literal('take') }),
  z.object({ type: z.literal('close') }),
  z.object({ type: z.literal('reopen') }),
  z.object({ type: z.literal('snooze'), until: moment.nullable() }),
  z.object({ type: z.literal('addTag'), tag: tagName }),
  z.object({ type: z.literal('removeTag'), tag: tagName }),
  z.object({ type: z.literal('priority'), priority }),
  z.object({ type: z.literal('seen') }),
  z.object({ type: z.literal('unseen') }),
]);
export type BulkAction = z.infer<typeof bulkAction>;

export const changeConversations = endpoint({
  method: 'post',
  path: '/conversations/bulk',
  summary: 'Do one thing to up to 200 conversations; what is refused for one changes nothing for the others',
  access: 'conversation.view',
  body: z.object({ ids: z.array(id).min(1).max(200), action: bulkAction }),
  view: z.object({
    /** As they are now, in the order of `ids`. */
    done: z.array(conversationView),
    refused: z.array(z.object({ id, code: z.string(), message: z.string() })),
  }),
});

export const getConversation = endpoint({
  method: 'get',
  path: '/conversations/:conversationId',
  summary: 'One conversation',
  access: 'conversation.view',
  params,
  view: conversationView,
});

export const updateConversation = endpoint({
  method: 'patch',
  path: '/conversations/:conversationId',
  summary: 'Change tags or priority, or mark as seen',
  access: 'conversation.reply',
  params,
  body: z
    .object({
      /** All of them; one without a tag record gets one. */
      tags: z.array(tagName).max(50).optional(),
      priority: priority.optional(),
      unread: z.literal(0).optional(),
    })
    .refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
  view: conversationView,
});

export const assignConversation = endpoint({
  method: 'put',
  path: '/conversations/:conversationId/assignee',
  summary: 'Give a conversation to an agent or a department, or put it back in the queue',
  access: 'conversation.assign',
  params,
  body: z.object({
    agentId: id.nullable(),
    departmentId: id.nullable().optional(),
    /** Who has it as far as the caller knows; a different assignee by now is a 409. */
    expectedAssigneeId: id.nullable().optional(),
    /** A note for the colleague, put on the timeline with the transfer. */
    note: z.string().trim().min(1).max(10_000).optional(),
  }),
  view: conversationView,
});

export const takeConversation = endpoint({
  method: 'post',
  path: '/conversations/:conversationId/take',
  summary: 'Take a conversation that nobody has; `takeOver` takes it from a colleague',
  access: 'conversation.assign',
  params,
  body: z.object({ takeOver: z.boolean().default(false) }).default({ takeOver: false }),
  view: conversationView,
});

export const closeConversation = endpoint({
  method: 'post',
  path: '/conversations/:conversationId/close',
  summary: 'Close a conversation',
  access: 'conversation.close',
  params,
  view: conversationView,
});

export const reopenConversation = endpoint({
  method: 'post',
  path: '/conversations/:conversationId/reopen',
  summary: 'Open a closed or snoozed conversation again',
  access: 'conversation.close',
  params,
  view: conversationView,
});

export const snoozeConversation = endpoint({
  method: 'post',
  path: '/conversations/:conversationId/snooze',
  summary: 'Put a conversation aside until a moment, or until the customer writes',
  access: 'conversation.snooze',
  params,
  body: z.object({
    /** Null: until the customer writes. */
    until: moment.nullable(),
  }),
  view: conversationView,
});
