import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';
import { conversationView } from './conversations.ts';
import { messageView } from './messages.ts';

/** Names a browser to the team. */
export const visitorId = z.string().regex(/^[a-z0-9_-]{8,64}$/i, "must be a visitor's id");

/** Somebody who is on a site of the workspace now. */
export const visitorView = z.object({
  id: visitorId,
  /** Who it is, where that is known; an anonymous contact counts as not known. */
  contact: z.object({ id, name: z.string(), avatarUrl: z.string().optional() }).nullable(),
  /** What to call them: the contact's name, else what the site claims, else null. */
  name: z.string().nullable(),
  /** The page on screen; of several tabs the one that moved last. */
  page: z.object({ url: z.string(), title: z.string() }),
  referrer: z.string().nullable(),
  /** When this visit began. */
  cameAt: moment,
  /** Of the current page. */
  pageSince: moment,
  source: z.enum(['widget', 'helpbox']),
  device: z.object({ kind: z.enum(['desktop', 'phone', 'tablet', 'other']), browser: z.string(), system: z.string() }),
  language: z.string().nullable(),
  /** ISO 3166 code and names in English; null without a GeoIP file. */
  country: z.object({ code: z.string(), name: z.string() }).nullable(),
  city: z.string().nullable(),
  /** How many visits, this one included. */
  visits: z.number().int(),
  tabs: z.number().int(),
  isChatOpen: z.boolean(),
  /** The live conversation, where there is one that the reader may see. */
  conversationId: id.nullable(),
  rev: z.number().int(),
});
export type VisitorView = z.infer<typeof visitorView>;

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

/** What a socket that asked by `visitors.watch` is told, at most once a second. */
export const visitorsBatch = z.object({
  /** Came or changed; the higher `rev` wins. */
  visitors: z.array(visitorView),
  gone: z.array(visitorId),
  total: z.number().int(),
});
export type VisitorsBatch = z.infer<typeof visitorsBatch>;
