import { createPushBrowser } from './push/browser.ts';
import type { RouteSample } from './route-sample.ts';

/** Of routes of sites' visitors: by `widget`, method and path. */
export const visitorSamples: Record<string, RouteSample> = {
  'widget GET /config/:widgetKey': { needsMore: 'the key of a widget' },
  'widget POST /session': { body: ({ ownWidgetKey }) => ({ widgetKey: ownWidgetKey, profile: { name: 'Ann' }, language: 'en' }) },
  'widget POST /session/handover': { body: () => ({ visitorSecret: 'x'.repeat(43) }), needsMore: 'the secret of the browser' },
  'widget POST /messages': {
    body: ({ conversationId, messageId, fileId }) => ({
      conversationId,
      isNew: false,
      clientId: 'sample',
      text: 'Hello',
      attachments: [fileId],
      replyTo: messageId,
      page: { url: 'https://shop.example.com/', title: 'Shop' },
    }),
  },
  'widget PATCH /conversations/:conversationId/messages/:messageId': { body: () => ({ text: 'Changed' }) },
  'widget PUT /conversations/:conversationId/messages/:messageId/reaction': { body: () => ({ emoji: '\u{1F44D}' }) },
  'widget POST /files': { needsMore: 'a multipart body' },
  'widget POST /conversations/:conversationId/carry-on': { needsMore: 'a channel to carry it on in' },
  'widget PUT /conversations/:conversationId/rating': {
    body: () => ({ score: 5, comment: 'Thank you' }),
    needsMore: 'a closed conversation',
  },
  'widget POST /push-subscriptions': {
    body: () => ({ endpoint: 'https://push.example.com/send/visitor', keys: createPushBrowser().keys, language: 'en' }),
  },
  'widget PUT /lead': { body: () => ({ values: { name: 'Ann', email: 'ann@example.com' } }) },
  'widget PATCH /profile': { body: () => ({ name: 'Ann', email: 'ann@example.com', fields: { plan: 'pro' } }), freeForm: 'fields' },
  'widget POST /events': { body: () => ({ name: 'Added to cart', data: { price: 10 } }), freeForm: 'data' },
};
