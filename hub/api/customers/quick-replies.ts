import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, language, moment, pageOf, paging } from '../fields.ts';

export const quickReplyView = z.object({
  id,
  /** What an agent types after a slash. */
  shortcut: z.string(),
  title: z.string(),
  /** May hold placeholders such as {{contact.name}}. */
  text: z.string(),
  /** With `conversation` in the query: the text as it would be inserted there, by the caller. */
  rendered: z.string().optional(),
  language: language.nullable(),
  /** Departments it is for; empty: all. */
  departmentIds: z.array(id),
  /** How often agents inserted it. */
  usedCount: z.number().int(),
  lastUsedAt: moment.nullable(),
  createdAt: moment,
  updatedAt: moment,
});
export type QuickReplyView = z.infer<typeof quickReplyView>;

/** What stands for a value in a quick reply's text. */
export const quickReplyPlaceholder = z.enum([
  'contact.name',
  'contact.firstName',
  'agent.name',
  'workspace.name',
  'conversation.number',
  'department.name',
]);
export type QuickReplyPlaceholder = z.infer<typeof quickReplyPlaceholder>;

const params = z.object({ quickReplyId: id });
/** Fills the placeholders for this conversation; the composer inserts `rendered` as it is. */
const forConversation = z.object({ conversation: id.optional() });
const fields = z.object({
  shortcut: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,31}$/u, 'must be 1 to 32 letters, digits, _ or -, beginning with a letter or digit'),
  title: z.string().trim().min(1).max(100),
  text: z.string().trim().min(1).max(10_000),
  language: language.nullable(),
  departmentIds: z.array(id).max(50),
});

export const listQuickReplies = endpoint({
  method: 'get',
  path: '/quick-replies',
  summary:
    'Quick replies by shortcut; `q` finds the beginnings of words of shortcut, title and text; `conversation` adds each `rendered` for it',
  access: 'quick-reply.view',
  query: paging.extend({
    q: z.string().trim().min(1).max(200).optional(),
    language: language.optional(),
    department: id.optional(),
    ...forConversation.shape,
  }),
  view: pageOf(quickReplyView),
});

export const getQuickReply = endpoint({
  method: 'get',
  path: '/quick-replies/:quickReplyId',
  summary: 'One quick reply; `conversation` adds it `rendered` for it',
  access: 'quick-reply.view',
  params,
  query: forConversation,
  view: quickReplyView,
});

export const createQuickReply = endpoint({
  method: 'post',
  path: '/quick-replies',
  summary: 'Make a quick reply; shortcuts are unique, upper or lower case',
  access: 'quick-reply.manage',
  body: fields.extend({ language: fields.shape.language.default(null), departmentIds: fields.shape.departmentIds.default([]) }),
  view: quickReplyView,
  status: 201,
});

export const updateQuickReply = endpoint({
  method: 'patch',
  path: '/quick-replies/:quickReplyId',
  summary: 'Change a quick reply',
  access: 'quick-reply.manage',
  params,
  body: fields.partial().refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
  view: quickReplyView,
});

export const deleteQuickReply = endpoint({
  method: 'delete',
  path: '/quick-replies/:quickReplyId',
  summary: 'Remove a quick reply',
  access: 'quick-reply.manage',
  params,
});

export const useQuickReply = endpoint({
  method: 'post',
  path: '/quick-replies/:quickReplyId/use',
  summary: 'Count that an agent inserted a quick reply',
  access: 'quick-reply.view',
  params,
});
