import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment } from '../fields.ts';
import { notificationKind } from './preferences.ts';

/**
 * What the service worker gets, decrypted by the browser: JSON of at most 3 KB. Show it with `registration.showNotification(title,
 * {body, tag, renotify, silent, timestamp: Date.parse(at), data: {url}})`; a click focuses an open admin tab or opens `url`.
 * Parse it with this schema and show something general when that fails: a browser may punish a push that shows nothing.
 */
export const pushPayload = z.object({
  /** The version of this form: a worker that reads another one shows title and body only. */
  v: z.literal(1),
  kind: z.enum([...notificationKind.options, 'test']),
  /** Null for a test. */
  conversationId: id.nullable(),
  workspaceId: id,
  /** In the agent's language. */
  title: z.string(),
  /** In the agent's language; a customer's text is cut to 140 characters. */
  body: z.string(),
  /** The same for all pushes of one conversation, so that a later one takes an earlier one's place. */
  tag: z.string(),
  /** Is a later one of the same tag to be noticed again? */
  renotify: z.boolean(),
  /** The agent wants no sound for this kind. */
  silent: z.boolean(),
  /** Below the hub's origin, with the workspace: `/admin/inbox/all/<conversationId>?workspace=<workspaceId>`. */
  url: z.string().startsWith('/'),
  /** When it happened. */
  at: moment,
});
export type PushPayload = z.infer<typeof pushPayload>;

/** A browser of the caller's that gets pushes of this workspace. */
export const pushSubscriptionView = z.object({
  id,
  /** In a word or two each; null where the browser does not say. */
  device: z.object({ browser: z.string().nullable(), system: z.string().nullable() }),
  /** Made by the session that asks: this browser. */
  isCurrent: z.boolean(),
  createdAt: moment,
  /** When a push was last taken by the browser's push service; null for never. */
  lastUsedAt: moment.nullable(),
  /** Why the last push was not taken: the push service refused our key (subscribe again), or was out of reach. */
  problem: z.enum(['refused', 'unreachable']).nullable(),
});
export type PushSubscriptionView = z.infer<typeof pushSubscriptionView>;

export const getPushKey = endpoint({
  method: 'get',
  path: '/push/key',
  summary: "The hub's public VAPID key (base64url): the browser subscribes with it as applicationServerKey",
  access: 'agent.view',
  view: z.object({ publicKey: z.string() }),
});

const base64url = /^[\w-]+=*$/;

export const subscribeToPush = endpoint({
  method: 'post',
  path: '/push-subscriptions',
  summary:
    "Send pushes to this browser for the caller's seat, while its session lasts; send it again after each login and after the browser renewed it",
  access: 'agent.view',
  /** As `PushSubscription.toJSON()` gives it. */
  body: z.object({
    /** https, at a public address. */
    endpoint: z.url().max(1000),
    keys: z.object({
      /** An uncompressed point of P-256, 65 bytes in base64url. */
      p256dh: z.string().regex(base64url).max(100),
      /** 16 bytes in base64url. */
      auth: z.string().regex(base64url).max(40),
    }),
    expirationTime: z.number().nullish(),
    /** By default the one of this request. */
    userAgent: z.string().max(300).optional(),
  }),
  view: pushSubscriptionView,
  status: 201,
});

export const listPushSubscriptions = endpoint({
  method: 'get',
  path: '/push-subscriptions',
  summary: "The caller's browsers that get pushes of this workspace, newest first (20 at most)",
  access: 'agent.view',
  view: z.object({ items: z.array(pushSubscriptionView) }),
});

export const unsubscribeFromPush = endpoint({
  method: 'delete',
  path: '/push-subscriptions/:pushSubscriptionId',
  summary: "Send no more pushes to one of the caller's browsers",
  access: 'agent.view',
  params: z.object({ pushSubscriptionId: id }),
});

export const testPush = endpoint({
  method: 'post',
  path: '/push-subscriptions/test',
  summary: "Send a test to the caller's browsers, whatever preferences and quiet hours say; answers how many there are",
  access: 'agent.view',
  view: z.object({ devices: z.number().int() }),
  status: 202,
});
