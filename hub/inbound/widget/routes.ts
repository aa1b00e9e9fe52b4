import type { Request } from 'express';
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
  const counted = (what: Counted, request: Request, visitor: VisitorCaller | null) => count(what, request.ip ?? '', visitor);
  return [...sessionRoutes(hub, counted), ...talkRoutes(hub, counted), ...aboutRoutes(hub, counted, tracked)];
}

type CountIn = (what: Counted, request: Request, visitor: VisitorCaller | null) => Promise<void>;

function sessionRoutes(hub: VisitorTools & ClaimTools, counted: CountIn): Route[] {
  return [
    publicRoute(api.getWidgetConfig, async ({ params, query, request }) => {
      const widget = await hub.widgets.byKey(params.widgetKey);
      if (!widget) throw new HubError('widget.unknown');
      refuseForeignSite(hub.config, widget, request);
      return describeWidget(hub, widget, query.language);
    }),
    publicRoute(api.startVisitorSession, async ({ body, request }) => {
      await counted('session', request, null);
      return startSession(hub, request, body);
    }),
    visitorRoute(api.handOver, async ({ actor, body, request }) => {
      await counted('change', request, actor);
      return makeHandover(hub, actor, body.visitorSecret);
    }),
    visitorRoute(api.endVisitorSession, ({ actor }) => endSession(hub, actor)),
  ];
}

function talkRoutes(hub: VisitorTools & ClaimTools, counted: CountIn): Route[] {
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
    visitorRoute(api.sendVisitorMessage, async ({ actor, body, request }) => {
      await counted('send', request, actor);
      return sendAsVisitor(hub, actor, body);
    }),
    visitorRoute(api.editVisitorMessage, async ({ actor, params, body, request }) => {
      await counted('change', request, actor);
      return editAsVisitor(hub, actor, params, body.text);
    }),
    visitorRoute(api.deleteVisitorMessage, async ({ actor, params, request }) => {
      await counted('change', request, actor);
      return deleteAsVisitor(hub, actor, params);
    }),
    visitorRoute(api.reactAsVisitor, async ({ actor, params, body, request }) => {
      await counted('change', request, actor);
      return reactAsVisitor(hub, actor, params, body.emoji);
    }),
    visitorRoute(api.uploadVisitorFile, async ({ actor, request }) => {
      await counted('upload', request, actor);
      const { _id, name, mimeType, size } = await uploadAsVisitor(hub, actor, request);
      return { id: _id.toHexString(), name, mimeType, size };
    }),
    visitorRoute(api.startCarryingOn, async ({ actor, params, request }) => {
      await counted('change', request, actor);
      const [widget, conversation] = await Promise.all([widgetOf(hub, actor), getVisitorConversation(actor, params.conversationId)]);
      return startCarryingOn(hub, widget, conversation);
    }),
    visitorRoute(api.rateConversation, async ({ actor, params, body, request }) => {
      await counted('change', request, actor);
      const [widget, conversation] = await Promise.all([widgetOf(hub, actor), getVisitorConversation(actor, params.conversationId)]);
      if (!widget.settings.rating.isOn) throw new HubError('rating.not-asked');
      const rated = await giveRating(hub, customerOf(conversation), conversation, body);
      return showOneConversation(hub, widget, rated);
    }),
  ];
}

function aboutRoutes(hub: VisitorTools, counted: CountIn, tracked: VisitorRouteParts['tracked']): Route[] {
  return [
    visitorRoute(api.fillLeadForm, async ({ actor, body, request }) => {
      await counted('change', request, actor);
      await fillLeadForm(hub, actor, body.values);
    }),
    visitorRoute(api.subscribeVisitor, async ({ actor, body, request }) => {
      await counted('change', request, actor);
      return { id: (await subscribeVisitor(hub, actor, body)).toHexString() };
    }),
    visitorRoute(api.unsubscribeVisitor, async ({ actor, params, request }) => {
      await counted('change', request, actor);
      await unsubscribeVisitor(actor, toObjectId(params.pushSubscriptionId));
    }),
    visitorRoute(api.setVisitorMetadata, async ({ actor, body, request }) => {
      await counted('change', request, actor);
      await takeMetadata(hub, actor, body);
    }),
    visitorRoute(api.trackVisitorEvent, async ({ actor, body, request }) => {
      await counted('event', request, actor);
      tracked(actor, body);
    }),
  ];
}

function customerOf({ workspaceId, contactId, contact }: ConversationRecord): ContactActor {
  return { type: 'contact', workspaceId, contactId, name: contact.name };
}
