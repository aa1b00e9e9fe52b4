import type { Endpoint } from '../../api/endpoint.ts';
import * as api from '../../api/widget/calls.ts';
import type { ContactActor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId } from '../../core/ids.ts';
import { publicRoute, visitorRoute, type Route } from '../../core/route.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import { pageBy } from '../../database/keyset.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { subscribeVisitor, unsubscribeVisitor } from '../../domain/push/visitors/subscriptions.ts';
import { giveRating } from '../../domain/rating/give-rating.ts';
import { startCarryingOn } from '../../domain/widget/carrying/start-carrying-on.ts';
import { refuseForeignSite } from '../../domain/widget/origin.ts';
import { makeHandover } from '../../domain/widget/session/handover.ts';
import { describeWidget } from '../../domain/widget/showing/config.ts';
import { showConversations, showOneConversation } from '../../domain/widget/showing/conversation.ts';
import { readForVisitor } from '../../domain/widget/showing/read-messages.ts';
import { getVisitorConversation, visitorSees } from '../../domain/widget/visitor-sees.ts';
import { deleteAsVisitor, editAsVisitor, reactAsVisitor } from './change-as-visitor.ts';
import type { ClaimTools } from './claim-identity.ts';
import { endSession } from './end-session.ts';
import { fillLeadForm } from './fill-lead-form.ts';
import { createVisitorLimits, type Counted, type CountVisitor } from './limits.ts';
import { sendAsVisitor } from './send-as-visitor.ts';
import { startSession } from './start-session.ts';
import { takeMetadata } from './take-profile.ts';
import { uploadAsVisitor } from './upload.ts';
import { widgetOf, type VisitorTools } from './visitor-tools.ts';

/** What is told of a visitor's deeds elsewhere. */
export interface VisitorRouteParts {
  count?: CountVisitor;
  /** Something the visitor did on the site. */
  tracked: (visitor: VisitorCaller, event: { name: string; data: Record<string, unknown> }) => void;
}

/** Routes of sites' visitors, below the widget's own root. */
export function visitorRoutes(hub: VisitorTools & ClaimTools, { count = createVisitorLimits(), tracked }: VisitorRouteParts): Route[] {
  return [...sessionRoutes(hub), ...talkRoutes(hub), ...aboutRoutes(hub, tracked)].map((route) => countedBy(count, route));
}

/** What is no change like any other; who logs out is never kept from it. */
const countedAs = new Map<Endpoint, Counted | null>([
  [api.startVisitorSession, 'session'],
  [api.sendVisitorMessage, 'send'],
  [api.uploadVisitorFile, 'upload'],
  [api.trackVisitorEvent, 'event'],
  [api.endVisitorSession, null],
]);

function countedBy(count: CountVisitor, route: Route): Route {
  const what = countedAs.get(route.endpoint) ?? (countedAs.has(route.endpoint) || route.endpoint.method === 'get' ? null : 'change');
  if (what === null) return route;
  return {
    ...route,
    count: ({ ip = '' }, caller) => count(what, ip, caller && 'type' in caller && caller.type === 'visitor' ? caller : null),
  };
}

function sessionRoutes(hub: VisitorTools & ClaimTools): Route[] {
  return [
    publicRoute(api.getWidgetConfig, async ({ params, query, request }) => {
      const widget = await hub.widgets.byKey(params.widgetKey);
      if (!widget) throw new HubError('widget.unknown');
      refuseForeignSite(hub.config, widget, request);
      return describeWidget(hub, widget, query.language);
    }),
    publicRoute(api.startVisitorSession, ({ body, request }) => startSession(hub, request, body)),
    visitorRoute(api.handOver, ({ actor, body }) => makeHandover(hub, actor, body.visitorSecret)),
    visitorRoute(api.endVisitorSession, ({ actor }) => endSession(hub, actor)),
  ];
}

function talkRoutes(hub: VisitorTools & ClaimTools): Route[] {
  return [
    visitorRoute(api.listVisitorConversations, async ({ actor, query }) => {
      const { items, nextCursor } = await pageBy<ConversationRecord>(Conversation, {
        filter: visitorSees(actor),
        sort: [
          { field: 'lastMessageAt', direction: -1, type: 'date' },
          { field: '_id', direction: -1, type: 'id' },
        ],
        ...query,
      });
      return { items: await showConversations(hub, await widgetOf(hub, actor), items), nextCursor };
    }),
    visitorRoute(api.listVisitorMessages, async ({ actor, params, query }) => {
      const now = hub.now().toISOString();
      const [widget, conversation] = await Promise.all([widgetOf(hub, actor), getVisitorConversation(actor, params.conversationId)]);
      const part = await readForVisitor(hub, widget, conversation, query);
      return { ...part, now, conversation: await showOneConversation(hub, widget, conversation) };
    }),
    visitorRoute(api.sendVisitorMessage, ({ actor, body }) => sendAsVisitor(hub, actor, body)),
    visitorRoute(api.editVisitorMessage, ({ actor, params, body }) => editAsVisitor(hub, actor, params, body.text)),
    visitorRoute(api.deleteVisitorMessage, ({ actor, params }) => deleteAsVisitor(hub, actor, params)),
    visitorRoute(api.reactAsVisitor, ({ actor, params, body }) => reactAsVisitor(hub, actor, params, body.emoji)),
    visitorRoute(api.uploadVisitorFile, async ({ actor, request }) => {
      const { _id, name, mimeType, size } = await uploadAsVisitor(hub, actor, request);
      return { id: _id.toHexString(), name, mimeType, size };
    }),
    visitorRoute(api.startCarryingOn, async ({ actor, params }) => {
      const [widget, conversation] = await Promise.all([widgetOf(hub, actor), getVisitorConversation(actor, params.conversationId)]);
      return startCarryingOn(hub, widget, conversation);
    }),
    visitorRoute(api.rateConversation, async ({ actor, params, body }) => {
      const [widget, conversation] = await Promise.all([widgetOf(hub, actor), getVisitorConversation(actor, params.conversationId)]);
      if (!widget.settings.rating.isOn) throw new HubError('rating.not-asked');
      const rated = await giveRating(hub, customerOf(conversation), conversation, body);
      return showOneConversation(hub, widget, rated);
    }),
  ];
}

function aboutRoutes(hub: VisitorTools, tracked: VisitorRouteParts['tracked']): Route[] {
  return [
    visitorRoute(api.fillLeadForm, ({ actor, body }) => fillLeadForm(hub, actor, body.values)),
    visitorRoute(api.subscribeVisitor, async ({ actor, body }) => ({ id: (await subscribeVisitor(hub, actor, body)).toHexString() })),
    visitorRoute(api.unsubscribeVisitor, ({ actor, params }) => unsubscribeVisitor(actor, toObjectId(params.pushSubscriptionId))),
    visitorRoute(api.setVisitorMetadata, ({ actor, body }) => takeMetadata(hub, actor, body)),
    visitorRoute(api.trackVisitorEvent, async ({ actor, body }) => {
      tracked(actor, body);
    }),
  ];
}

function customerOf({ workspaceId, contactId, contact }: ConversationRecord): ContactActor {
  return { type: 'contact', workspaceId, contactId, name: contact.name };
}
