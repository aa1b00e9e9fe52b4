import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';
import { conversationView } from '../customers/conversations.ts';
import { messageView } from '../customers/messages.ts';
import { visitorId, visitorView } from './live-visitors.ts';

const params = z.object({ visitorId });

export const listVisitors = endpoint({
  method: 'get',
  path: '/visitors',
  summary: 'Who is on the site now, the latest to come first',
  access: 'visitor.view',
  query: paging.extend({
    limit: z.coerce.number().int().min(1).max(1000).default(200),
    known: z.enum(['true', 'false']).optional(),
    /** Beginnings of words of name, page's title or address. */
    q: z.string().trim().min(1).max(200).optional(),
  }),
  view: pageOf(visitorView).extend({ total: z.number().int(), now: moment }),
});

/** A page that somebody looked at. */
export const pageVisitView = z.object({
  id,
  url: z.string(),
  title: z.string(),
  at: moment,
  /** Seconds on it; null while it is on screen. */
  seconds: z.number().int().nullable(),
  /** Something the site told of (`track`), instead of a page. */
  event: z.object({ name: z.string(), data: z.record(z.string(), z.unknown()) }).optional(),
});

export const getVisitor = endpoint({
  method: 'get',
  path: '/visitors/:visitorId',
  summary: 'One visitor who is there, with the pages of this visit, the latest first; at most 100',
  access: 'visitor.view',
  params,
  view: visitorView.extend({ pages: z.array(pageVisitView) }),
});

export const writeToVisitor = endpoint({
  method: 'post',
  path: '/visitors/:visitorId/conversations',
  summary: 'Begin a conversation with a visitor: it opens quietly in their widget, with the agent as its assignee',
  access: 'conversation.reply',
  params,
  body: z.object({ text: z.string().trim().min(1).max(10_000), clientId: z.string().min(1).max(100).optional() }),
  view: z.object({ conversation: conversationView, message: messageView }),
  status: 201,
});

export const listContactVisits = endpoint({
  method: 'get',
  path: '/contacts/:contactId/visits',
  summary: 'Pages of our sites that a contact looked at, the latest first',
  access: 'contact.view',
  params: z.object({ contactId: id }),
  query: paging,
  view: pageOf(pageVisitView),
});
