import type { VisitorEvent } from '../../api/widget/realtime.ts';
import { createPushBrowser } from '../push/browser.ts';
import type { Somebody } from './people.fixture.ts';

/** One call with what is another's. */
export interface Attack {
  params?: Record<string, string>;
  query?: string;
  body?: Record<string, unknown>;
  /** What it answers; without it the call is served, of the caller's own alone. */
  refused?: number;
}

const notFound = 404;
let clientIds = 0;
const clientId = () => `attack-${(clientIds += 1)}`;

/** Of every route of visitors, by method and path, what A does with B's ids: a new route needs a row here. */
export const attacksByRoute: Record<string, (b: Somebody, a: Somebody) => Attack[]> = {
  'GET /config/:widgetKey': () => [],
  'POST /session': () => [],
  'POST /session/end': () => [],
  // Whoever is signed for has no secret to hand over, and a browser only its own.
  'POST /session/handover': (b) => [{ body: { visitorSecret: b.visitor.secret ?? '' }, refused: 403 }],
  'GET /conversations': (b) => [{ query: `cursor=${b.conversationId}`, refused: 400 }, { query: 'limit=100' }],
  'GET /conversations/:conversationId/messages': (b) => [
    { params: pick(b), refused: notFound },
    { params: pick(b), query: 'after=0&changedSince=2000-01-01T00:00:00.000Z', refused: notFound },
    { params: pick(b), query: 'before=100', refused: notFound },
  ],
  'POST /messages': (b, a) => [
    { body: { conversationId: b.conversationId, clientId: clientId(), text: 'in' }, refused: notFound },
    { body: { conversationId: b.conversationId, clientId: clientId(), text: 'in', isNew: true }, refused: notFound },
    { body: { clientId: clientId(), text: 'quoting', replyTo: b.messageId }, refused: notFound },
    { body: { clientId: clientId(), text: 'quoting', replyTo: b.noteId }, refused: notFound },
    { body: { clientId: clientId(), text: 'quoting', replyTo: a.noteId }, refused: notFound },
    { body: { clientId: clientId(), press: { messageId: b.answerId, index: 0 } }, refused: notFound },
    { body: { clientId: clientId(), press: { messageId: a.noteId, index: 0 } }, refused: notFound },
    { body: { clientId: clientId(), attachments: [b.fileId] }, refused: notFound },
    { body: { clientId: clientId(), text: 'with', attachments: [a.fileId, b.fileId] }, refused: notFound },
    // The key of a message of B's is A's own to use: it names another message.
    { body: { clientId: 'first-1', text: 'the same key' } },
  ],
  'PATCH /conversations/:conversationId/messages/:messageId': (b, a) => onMessages(b, a, { text: 'changed' }),
  'DELETE /conversations/:conversationId/messages/:messageId': (b, a) => onMessages(b, a),
  'PUT /conversations/:conversationId/messages/:messageId/reaction': (b, a) => onMessages(b, a, { emoji: '👍' }),
  'POST /files': () => [],
  'PUT /conversations/:conversationId/rating': (b) => [{ params: pick(b), body: { score: 1 }, refused: notFound }],
  'POST /conversations/:conversationId/carry-on': (b) => [{ params: pick(b), refused: notFound }],
  'PUT /lead': (b) => [{ body: { values: { name: 'Mine', contactId: b.contactId } }, refused: 400 }],
  'PATCH /profile': (b) => [
    { body: { email: `OF-B-ALONE-1@example.com`, name: 'Pretender' } },
    { body: { userId: b.contactId, name: 'Pretender' }, refused: 400 },
  ],
  // A browser's address is no proof of being that browser: its keys are.
  'POST /push-subscriptions': (b) => [
    { body: { endpoint: b.browser.endpoint, keys: createPushBrowser().keys, language: 'en' }, refused: 422 },
    { body: { endpoint: b.browser.endpoint, keys: { ...b.browser.keys, auth: 'A'.repeat(22) }, language: 'en' }, refused: 422 },
  ],
  'DELETE /push-subscriptions/:pushSubscriptionId': (b) => [{ params: { pushSubscriptionId: b.browser.id }, refused: notFound }],
  'POST /events': (b) => [{ body: { name: 'look', data: { conversationId: b.conversationId } } }],
};

/** Of every event of visitors what A sends with B's ids; `isRefused` false: served, of the caller's own alone. */
export const attacksByEvent: Record<VisitorEvent, (b: Somebody) => { input: unknown; isRefused: boolean }[]> = {
  resume: (b) => [
    { input: { conversations: [{ id: b.conversationId, after: 0 }] }, isRefused: false },
    { input: { conversations: [{ id: b.conversationId, after: 0, changedSince: '2000-01-01T00:00:00.000Z' }] }, isRefused: false },
    { input: { conversations: [], identity: b.visitor.session.visitorId }, isRefused: true },
  ],
  page: (b) => [
    { input: { url: 'https://shop.example.com/b', title: 'B', tabId: 'tab-number-1' }, isRefused: true },
    { input: { url: `https://shop.example.com/${b.conversationId}`, title: 'mine' }, isRefused: false },
  ],
  chat: (b) => [{ input: { isOpen: true, visitorId: b.visitor.session.visitorId }, isRefused: true }],
  typing: (b) => [{ input: { conversationId: b.conversationId, isTyping: true }, isRefused: true }],
  seen: (b) => [
    { input: { conversationId: b.conversationId, seq: 2 }, isRefused: true },
    { input: { conversationId: b.conversationId, seq: 0 }, isRefused: true },
  ],
};

function onMessages(b: Somebody, a: Somebody, body?: Record<string, unknown>): Attack[] {
  const places = [
    pick(b, b.messageId),
    pick(b, b.answerId),
    // What is B's under A's own conversation, and the other way round.
    pick(a, b.messageId),
    pick(b, a.messageId),
    pick(a, a.noteId),
    pick(b, b.noteId),
  ];
  return places.map((params) => ({ params, ...(body && { body }), refused: notFound }));
}

function pick({ conversationId }: Somebody, messageId?: string): Record<string, string> {
  return { conversationId, ...(messageId !== undefined && { messageId }) };
}
