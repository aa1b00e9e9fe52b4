import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';

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
  preview: z.string(),
  lastMessageAt: moment,
  /** When the customer wrote last; null when never. */
  lastInboundAt: moment.nullable(),
  /** Since when the customer waits for an answer; null when nobody waits. */
  waitingSince: moment.nullable(),
  closedAt: moment.optional(),
  /** True while the customer blocks us on this channel. */
  unreachable: z.boolean(),
  seq: z.number().int(),
  rev: z.number().int(),
  createdAt: moment,
});
export type ConversationView = z.infer<typeof conversationView>;

const params = z.object({ conversationId: id });

export const listConversations = endpoint({
  method: 'get',
  path: '/conversations',
  summary: 'Conversations, newest message first',
  access: 'conversation.view',
  query: paging.extend({
    status: conversationStatus.optional(),
    assignee: z.union([id, z.enum(['me', 'none'])]).optional(),
    channel: id.optional(),
    department: id.optional(),
    q: z.string().trim().min(1).max(200).optional(),
  }),
  view: pageOf(conversationView),
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
      tags: z.array(z.string().trim().min(1).max(50)).max(50).optional(),
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
