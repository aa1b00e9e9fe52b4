import type { Request } from 'express';
import * as api from '../../api/team/push.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { route, type Route } from '../../core/route.ts';
import { readSessionCookie } from '../user/session-cookie.ts';
import { getSession } from '../user/session.ts';
import { enqueueTestPush } from './enqueue.ts';
import { getPushKeys } from './keys.ts';
import { presentPushSubscription } from './present.ts';
import { listSubscriptions, subscribe, unsubscribe } from './subscriptions.ts';

type RouteTools = Pick<Hub, 'config' | 'now' | 'secrets' | 'wake'>;

/** Routes of web push: the key to subscribe with, and the caller's own browsers. */
export function pushRoutes(hub: RouteTools): Route[] {
  return [
    route(api.getPushKey, async () => ({ publicKey: (await getPushKeys(hub)).publicKey })),
    route(api.subscribeToPush, async ({ actor, body, request }) => {
      const sessionId = await findSessionId(hub, request);
      if (!sessionId) throw new HubError('agent.unknown'); // A token: it has neither seat nor session.
      const userAgent = (body.userAgent ?? request.get('user-agent') ?? '').slice(0, 300);
      const subscription = await subscribe(hub, actor, { endpoint: body.endpoint, keys: body.keys, userAgent, sessionId });
      return presentPushSubscription(subscription, sessionId);
    }),
    route(api.listPushSubscriptions, async ({ actor, request }) => {
      const [subscriptions, sessionId] = await Promise.all([listSubscriptions(actor), findSessionId(hub, request)]);
      return { items: subscriptions.map((each) => presentPushSubscription(each, sessionId)) };
    }),
    route(api.unsubscribeFromPush, ({ actor, params }) => unsubscribe(actor, toObjectId(params.pushSubscriptionId))),
    route(api.testPush, async ({ actor }) => ({ devices: await enqueueTestPush(hub, actor) })),
  ];
}

async function findSessionId(hub: RouteTools, request: Request): Promise<ObjectId | null> {
  if (request.headers.authorization !== undefined) return null;
  const token = readSessionCookie(hub.config, request);
  return token === null ? null : (await getSession(hub, token)).sessionId;
}
