import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, language, moment, pageOf, paging } from '../fields.ts';
import { visitorConversation, visitorMessage, widgetConfig } from './views.ts';

/** The widget's API is below this path, apart from the team's. */
export const widgetApiRoot = '/api/widget/v1';

const widgetKey = z.string().regex(/^wk_[\w-]{10,60}$/, 'must be a widget key');
/** The vendor's own id of a person. */
const userId = z.string().trim().min(1).max(200);
const clientId = z.string().min(1).max(100);
const conversationParams = z.object({ conversationId: id });
const messageParams = z.object({ conversationId: id, messageId: id });
/** A page of the site. */
export const visitedPage = z.strictObject({
  url: z.url({ protocol: /^(?!javascript$|data$|vbscript$)/i }).max(2000),
  title: z.string().max(500).default(''),
});

/** What can name a field: nothing that a database or its driver would take for a word of its own. */
const givenKey = z.string().regex(/^[^\p{Cc}$_.][^\p{Cc}.]{0,39}$/u, 'must be a key of up to 40 characters');

/** What a site says of its visitor. Of an unverified one it is only a claim: shown to the team as such, never used to find anybody. */
export const visitorProfile = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  email: z.email().max(320).optional(),
  phone: z.string().trim().min(3).max(40).optional(),
  language: z.string().max(35).optional(),
  /** Custom fields by key; those the workspace does not have are left out of the contact, and kept with the visit. */
  fields: z.record(givenKey, z.union([z.string().max(1000), z.number(), z.boolean(), z.null()])).optional(),
});
export type VisitorProfile = z.infer<typeof visitorProfile>;

export const getWidgetConfig = endpoint({
  method: 'get',
  path: '/config/:widgetKey',
  summary: 'How the widget looks and what it says; public',
  access: 'public',
  params: z.object({ widgetKey }),
  query: z.object({ language: z.string().max(35).optional() }),
  view: widgetConfig,
});

export const startVisitorSession = endpoint({
  method: 'post',
  path: '/session',
  summary:
    'Begin or renew the session of a browser: anonymous by its secret, or as a user of the site by a signature. No call but this names anybody',
  access: 'public',
  body: z
    .strictObject({
      widgetKey,
      /** From an earlier answer; absent: a new visitor. */
      visitorSecret: z.string().min(20).max(100).optional(),
      /** A JWT signed with the identity secret (HS256): `sub` the user's id, `aud` the widget key, `exp` at most 1 h ahead; may carry name, email, phone. */
      userToken: z.string().max(4000).optional(),
      userId: userId.optional(),
      /** HMAC-SHA256 of `userId` with the identity secret, hex. */
      userHash: z
        .string()
        .regex(/^[0-9a-f]{64}$/i, 'must be 64 hex digits')
        .optional(),
      /** Without `userHash` or `userToken` only a claim. */
      profile: visitorProfile.optional(),
      language: language.optional(),
      /** A code of POST /session/handover: the same visitor goes on here; instead of everything else that says who it is. */
      handover: z.string().min(20).max(100).optional(),
    })
    .refine((body) => (body.userId === undefined) === (body.userHash === undefined), {
      message: 'userId and userHash go together',
      path: ['userHash'],
    })
    .refine((body) => body.userToken === undefined || body.userId === undefined, {
      message: 'either userToken or userId with userHash',
      path: ['userToken'],
    }),
  view: z.object({
    /** A JWT, for `Authorization: Bearer` and the socket; good for an hour. */
    token: z.string(),
    expiresAt: moment,
    /** Names the browser to the team; no secret. */
    visitorId: z.string(),
    /** To be kept by the browser; only in the answer that made it. Null for a verified user: nothing of theirs is kept. */
    visitorSecret: z.string().nullable(),
    isVerified: z.boolean(),
    profile: z.object({ name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable() }),
    unread: z.number().int(),
    conversations: z.array(visitorConversation),
  }),
});

export const handOver = endpoint({
  method: 'post',
  path: '/session/handover',
  summary: 'A one-use code, good for a minute, by which another page of the hub goes on as the same visitor',
  access: 'visitor',
  /** The browser's secret, which the page is to keep too; not for a verified user, of whom nothing is kept. */
  body: z.strictObject({ visitorSecret: z.string().min(20).max(100).optional() }),
  view: z.object({ code: z.string(), expiresAt: moment }),
});

export const endVisitorSession = endpoint({
  method: 'post',
  path: '/session/end',
  summary: 'Log out: this token and the sockets on it count no more',
  access: 'visitor',
});

export const listVisitorConversations = endpoint({
  method: 'get',
  path: '/conversations',
  summary: "The visitor's conversations, the latest first",
  access: 'visitor',
  query: paging,
  view: pageOf(visitorConversation),
});

export const listVisitorMessages = endpoint({
  method: 'get',
  path: '/conversations/:conversationId/messages',
  summary: 'Messages, ascending: after a seq, before one, or the newest',
  access: 'visitor',
  params: conversationParams,
  query: z.object({
    after: z.coerce.number().int().nonnegative().optional(),
    before: z.coerce.number().int().positive().optional(),
    /** With `after`: also the older messages that changed since this moment. */
    changedSince: moment.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  view: z.object({
    items: z.array(visitorMessage),
    changed: z.array(visitorMessage),
    /** The highest seq read without a gap: the next `after`. */
    cursor: z.number().int(),
    hasBefore: z.boolean(),
    hasAfter: z.boolean(),
    now: moment,
    conversation: visitorConversation,
  }),
});

export const sendVisitorMessage = endpoint({
  method: 'post',
  path: '/messages',
  summary: 'Write to the team; the same clientId twice is one message. Without a conversation: into the one there is, or a new one',
  access: 'visitor',
  body: z
    .strictObject({
      /** Null: the visitor's live one. */
      conversationId: id.nullable().default(null),
      /** Begin another one beside those there are, where the workspace allows it. */
      isNew: z.boolean().default(false),
      clientId,
      text: z.string().max(10_000).default(''),
      /** Ids of POST /files, in order. */
      attachments: z.array(id).max(10).default([]),
      replyTo: id.optional(),
      /** A pressed button: of which message, and which of its buttons from 0 on. */
      press: z.strictObject({ messageId: id, index: z.number().int().min(0).max(50) }).optional(),
      page: visitedPage.optional(),
    })
    .refine((body) => body.text.trim() !== '' || body.attachments.length > 0 || body.press !== undefined, {
      message: 'needs a text, a file or a press',
      path: ['text'],
    }),
  view: z.object({ message: visitorMessage, conversation: visitorConversation }),
  status: 201,
});

export const editVisitorMessage = endpoint({
  method: 'patch',
  path: '/conversations/:conversationId/messages/:messageId',
  summary: "Change the words of one of the visitor's own messages, within a day",
  access: 'visitor',
  params: messageParams,
  body: z.strictObject({ text: z.string().trim().min(1).max(10_000) }),
  view: visitorMessage,
});

export const deleteVisitorMessage = endpoint({
  method: 'delete',
  path: '/conversations/:conversationId/messages/:messageId',
  summary: "Take back one of the visitor's own messages, within a day",
  access: 'visitor',
  params: messageParams,
  view: visitorMessage,
});

export const reactAsVisitor = endpoint({
  method: 'put',
  path: '/conversations/:conversationId/messages/:messageId/reaction',
  summary: "Put the visitor's reaction on a message, or take it back with null",
  access: 'visitor',
  params: messageParams,
  body: z.strictObject({ emoji: z.string().min(1).max(32).nullable() }),
  view: visitorMessage,
});

export const uploadVisitorFile = endpoint({
  method: 'post',
  path: '/files',
  summary: 'Upload a file for a message to come; what no message takes is removed after a day',
  access: 'visitor',
  consumes: 'multipart',
  view: z.object({ id, name: z.string(), mimeType: z.string(), size: z.number().int() }),
  status: 201,
});

export const rateConversation = endpoint({
  method: 'put',
  path: '/conversations/:conversationId/rating',
  summary: 'Rate a closed conversation, from 1 to 5; may be changed while it is closed',
  access: 'visitor',
  params: conversationParams,
  body: z.strictObject({ score: z.number().int().min(1).max(5), comment: z.string().trim().max(2000).default('') }),
  view: visitorConversation,
});

export const fillLeadForm = endpoint({
  method: 'put',
  path: '/lead',
  summary: 'What the visitor entered into the lead form, by field keys',
  access: 'visitor',
  body: z.strictObject({ values: z.record(z.string().max(50), z.union([z.string().max(1000), z.number(), z.boolean()])) }),
});

export const setVisitorMetadata = endpoint({
  method: 'patch',
  path: '/profile',
  summary: 'What the site says of its visitor: of a verified one onto the contact, of another one a claim',
  access: 'visitor',
  body: visitorProfile,
});

export const trackVisitorEvent = endpoint({
  method: 'post',
  path: '/events',
  summary: "Something the visitor did on the site, for the team's eyes",
  access: 'visitor',
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    data: z.record(z.string().max(100), z.union([z.string().max(500), z.number(), z.boolean(), z.null()])).default({}),
  }),
});

export const startCarryingOn = endpoint({
  method: 'post',
  path: '/conversations/:conversationId/carry-on',
  summary: 'A one-use link, good for 15 minutes, that carries the conversation on in Telegram',
  access: 'visitor',
  params: conversationParams,
  view: z.object({ url: z.string(), expiresAt: moment }),
});

const base64url = /^[\w-]+=*$/;

export const subscribeVisitor = endpoint({
  method: 'post',
  path: '/push-subscriptions',
  summary:
    "Tell this browser of answers while the page is closed, from the visitor's first message to their logging out; five browsers at most",
  access: 'visitor',
  /** As `PushSubscription.toJSON()` gives them: https, at a public address; 65 bytes and 16 bytes in base64url. */
  body: z.strictObject({
    endpoint: z.url().max(1000),
    keys: z.strictObject({ p256dh: z.string().regex(base64url).max(100), auth: z.string().regex(base64url).max(40) }),
    language,
  }),
  view: z.object({ id }),
  status: 201,
});

export const unsubscribeVisitor = endpoint({
  method: 'delete',
  path: '/push-subscriptions/:pushSubscriptionId',
  summary: "Tell one of the visitor's browsers nothing more",
  access: 'visitor',
  params: z.object({ pushSubscriptionId: id }),
});
