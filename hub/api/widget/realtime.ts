import { z } from 'zod';
import { id, moment } from '../fields.ts';
import { visitedPage } from './calls.ts';
import { teamMember, teamState, visitorConversation, visitorMessage } from './views.ts';

/** The namespace of visitors; `auth` is `{token}` of POST /session. */
export const widgetNamespace = '/widget';

/** Auth of a connection. */
export const widgetHandshake = z.strictObject({
  token: z.string().min(20).max(4000),
  /** Where the browser is, so that the team sees it; `source` tells widget from HelpBox. */
  visit: z.strictObject({
    source: z.enum(['widget', 'helpbox']),
    page: visitedPage,
    referrer: z.string().max(2000).default(''),
    /** Names this browser tab, made by it: several tabs are one visitor. */
    tabId: z.string().min(8).max(64),
    language: z.string().max(35).default(''),
  }),
});
export type WidgetHandshake = z.input<typeof widgetHandshake>;

/** What a visitor's browser sends, each with an ack of `{ok: true, data} | {ok: false, error}` as on the agents' namespace. 10 a second, 30 at once. */
export const visitorEvents = {
  /** On every connect: what this browser has of each conversation on it; at most 20. Answers what is new or changed; with `hasAfter` the rest is read by REST. */
  resume: {
    input: z.strictObject({
      conversations: z.array(z.strictObject({ id, after: z.number().int().nonnegative(), changedSince: moment.optional() })).max(20),
    }),
    output: z.object({
      conversations: z.array(visitorConversation),
      messages: z.array(
        z.object({
          conversationId: id,
          items: z.array(visitorMessage),
          changed: z.array(visitorMessage),
          cursor: z.number().int(),
          hasAfter: z.boolean(),
        }),
      ),
      team: teamState,
      now: moment,
    }),
  },
  /** The tab shows another page, or another title. */
  page: { input: visitedPage, output: z.null() },
  /** The chat was opened or closed in this tab. */
  chat: { input: z.strictObject({ isOpen: z.boolean() }), output: z.null() },
  /** Repeated every three seconds while it goes on; `text` is never sent. */
  typing: { input: z.strictObject({ conversationId: id.nullable(), isTyping: z.boolean() }), output: z.null() },
  /** The visitor has seen everything up to `seq`. */
  seen: { input: z.strictObject({ conversationId: id, seq: z.number().int().nonnegative() }), output: z.null() },
} as const;
export type VisitorEvent = keyof typeof visitorEvents;

/** What a visitor's browser is told; anything may come twice or late, of one thing the higher `rev` wins. */
export const toVisitorEvents = {
  message: visitorMessage,
  conversation: visitorConversation,
  /** An agent writes; null: no longer. Ends by itself after six seconds. */
  typing: z.object({ conversationId: id, by: teamMember.nullable() }),
  /** Who of the team has the conversation before them now. */
  presence: z.object({ conversationId: id, members: z.array(teamMember) }),
  team: teamState,
  /** This connection counts no more: begin a session anew, unless `reason` is `ended` (logged out). */
  'session.ended': z.object({
    reason: z.enum(['ended', 'expired', 'restarting', 'blocked']),
    reconnectAfterMs: z.number().int().optional(),
  }),
} as const;
export type ToVisitorEvent = keyof typeof toVisitorEvents;
export type ToVisitorData<Event extends ToVisitorEvent> = z.infer<(typeof toVisitorEvents)[Event]>;
