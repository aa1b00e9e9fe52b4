import { z } from 'zod';
import { id, moment } from '../fields.ts';

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

/** What a socket that asked by `visitors.watch` is told, at most once a second. */
export const visitorsBatch = z.object({
  /** Came or changed; the higher `rev` wins. */
  visitors: z.array(visitorView),
  gone: z.array(visitorId),
  total: z.number().int(),
});
export type VisitorsBatch = z.infer<typeof visitorsBatch>;
