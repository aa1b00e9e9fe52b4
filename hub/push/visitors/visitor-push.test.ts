import { expect, test, vi } from 'vitest';
import { eraseContact } from '../../api/customers/contacts.ts';
import { getConversation } from '../../api/customers/conversations.ts';
import { sendMessage } from '../../api/customers/messages.ts';
import { endVisitorSession, sendVisitorMessage, subscribeVisitor, unsubscribeVisitor } from '../../api/widget/calls.ts';
import { getWidget, updateWidget } from '../../api/widget/settings.ts';
import { VisitorPush, VisitorPushSend } from '../../domain/push/visitors/model.ts';
import { visit, type TestVisitor } from '../../realtime/widget/visitor.fixture.ts';
import { startPushService, type PushService, type RegisteredBrowser } from '../../test/push/service.ts';
import { createPushBrowser } from '../../test/push/browser.ts';
import { useHub } from '../../test/start-hub.ts';
import { signedAs } from '../../test/widget/people.fixture.ts';

const hub = useHub({ PUSH_ALLOW_PRIVATE: 'true' });
const patience = { timeout: 20_000, interval: 20 };

interface Asker {
  visitor: TestVisitor;
  conversationId: string;
  contactId: string;
  browser: RegisteredBrowser;
  id: string;
}

/** A visitor who wrote, and whose browser tells of answers. */
async function meet(
  service: PushService,
  { language = 'en', asked = {} }: { language?: 'en' | 'ru'; asked?: object } = {},
): Promise<Asker> {
  await hub().client.call(updateWidget, { body: { helpBox: { isOn: true, title: { en: 'Garden Shop', ru: 'Садовый магазин' } } } });
  const visitor = await visit(hub(), asked);
  const { conversation } = await visitor.call(sendVisitorMessage, { body: { clientId: 'c-1', text: 'Do you sell tulips?' } });
  const { contact } = await hub().client.call(getConversation, { params: { conversationId: conversation.id } });
  const browser = service.register();
  const id = await tell(visitor, browser, language);
  return { visitor, conversationId: conversation.id, contactId: contact.id, browser, id };
}

async function tell(visitor: TestVisitor, { endpoint, keys }: Pick<RegisteredBrowser, 'endpoint' | 'keys'>, language: 'en' | 'ru' = 'en') {
  return (await visitor.call(subscribeVisitor, { body: { endpoint, keys, language } })).id;
}

function answer(conversationId: string, text: string) {
  return hub().client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text } });
}

/** Waits until all that was to go out so far went out, or is put off. */
async function settled(): Promise<void> {
  await hub().hub.announcer.settled();
  await vi.waitFor(async () => expect(await VisitorPushSend.countDocuments({ dueAt: { $exists: true }, attempts: 0 })).toBe(0), patience);
}

test('an answer is told to the browser of whoever has the chat open nowhere: once, in their language, cut, with where it leads', async () => {
  const service = await startPushService();
  const { conversationId, browser, visitor } = await meet(service, { language: 'ru' });
  const { widgetKey } = await hub().client.call(getWidget);

  const message = await answer(conversationId, `Да! ${'тюльпаны '.repeat(40)}`);
  await settled();

  const [push, ...others] = browser.shown();
  expect(others).toEqual([]);
  expect(push).toMatchObject({
    title: 'Садовый магазин',
    tag: conversationId,
    url: `/helpbox/${widgetKey}?conversation=${conversationId}`,
    at: message.createdAt,
  });
  expect(push?.body).toMatch(/^Да! тюльпаны .*…$/);
  expect([...(push?.body ?? '')]).toHaveLength(120);
  expect((await visit(hub(), { visitorSecret: visitor.secret ?? '' })).session.unread).toBe(1);

  const file = { kind: 'note', text: 'Among us' } as const;
  await hub().client.call(sendMessage, { params: { conversationId }, body: file });
  await settled();
  expect(browser.pushes()).toHaveLength(1);
});

test('nothing is told while a socket is open, and again once it is closed', async () => {
  const service = await startPushService();
  const { visitor, conversationId, browser } = await meet(service);
  const socket = await visitor.connect();

  await answer(conversationId, 'You see this');
  await socket.hear('message', ({ text }) => text === 'You see this');
  await settled();
  expect(browser.pushes()).toEqual([]);
  expect(await VisitorPushSend.countDocuments({ conversationId })).toBe(0);

  socket.raw.disconnect();
  // The hub hears of it in its own time.
  await vi.waitFor(async () => {
    await answer(conversationId, 'You do not');
    await settled();
    expect(browser.shown().map(({ body }) => body)).toEqual(['You do not']);
  }, patience);
});

test.each([404, 410])('a browser of which its push service says %i is removed, and the others are told', async (status) => {
  const service = await startPushService();
  const { visitor, conversationId, browser } = await meet(service);
  service.answer({ status });
  await answer(conversationId, 'Gone');
  await settled();
  expect(await VisitorPush.countDocuments({ endpoint: browser.endpoint })).toBe(0);

  service.answer({ status: 201 });
  const other = service.register();
  await tell(visitor, other);
  await answer(conversationId, 'Here');
  await settled();
  expect(browser.pushes()).toHaveLength(1);
  expect(other.shown().map(({ body }) => body)).toEqual(['Here']);
});

test('a push service that asks to wait is asked again later, not at once', async () => {
  const service = await startPushService();
  const { conversationId, browser } = await meet(service);
  service.answer({ status: 429, headers: { 'retry-after': '120' } });

  await answer(conversationId, 'Later');
  await settled();

  const send = await VisitorPushSend.findOne({ conversationId }).orFail().lean();
  expect(send.attempts).toBe(1);
  expect((send.dueAt?.getTime() ?? 0) - hub().hub.now().getTime()).toBeGreaterThan(60_000);
  expect(browser.pushes()).toHaveLength(1);
  await VisitorPushSend.deleteMany({});
});

test('logging out ends it, of a browser and of a user the site signs for on all of theirs; so does a login that takes the browser over', async () => {
  const service = await startPushService();
  const [left, claimed] = [await meet(service), await meet(service)];
  const user = await meet(service, { asked: await signedAs(hub(), 'u-1') });
  const phone = service.register();
  await tell(await visit(hub(), await signedAs(hub(), 'u-1')), phone);

  await left.visitor.call(endVisitorSession);
  await user.visitor.call(endVisitorSession);
  await visit(hub(), { ...(await signedAs(hub(), 'u-2')), visitorSecret: claimed.visitor.secret ?? '' });
  for (const { conversationId } of [left, user, claimed]) await answer(conversationId, 'Nobody reads this');
  await settled();

  const endpoints = [left.browser, user.browser, phone, claimed.browser].map(({ endpoint }) => endpoint);
  expect(await VisitorPush.countDocuments({ endpoint: { $in: endpoints } })).toBe(0);
  expect(service.pushes).toEqual([]);
});

test('who logged out just as they asked for it is told nothing either', async () => {
  const service = await startPushService();
  const { visitor, conversationId, browser } = await meet(service);
  const [kept] = await VisitorPush.find({ endpoint: browser.endpoint }).lean();
  await visitor.call(endVisitorSession);
  await VisitorPush.create(kept!);

  await answer(conversationId, 'Too late');
  await settled();

  expect(service.pushes).toEqual([]);
  expect(await VisitorPush.countDocuments({ endpoint: browser.endpoint })).toBe(0);
});

test('another visitor can neither remove a browser nor take it by its address, but has it by its keys', async () => {
  const service = await startPushService();
  const [own, other] = [await meet(service), await meet(service)];

  await expect(other.visitor.call(unsubscribeVisitor, { params: { pushSubscriptionId: own.id } })).rejects.toMatchObject({
    code: 'push-subscription.unknown',
  });
  const stolen = { endpoint: own.browser.endpoint, keys: createPushBrowser().keys };
  await expect(tell(other.visitor, stolen)).rejects.toMatchObject({ code: 'push-subscription.endpoint-refused' });
  await answer(own.conversationId, 'Still yours');
  await settled();
  expect(own.browser.shown().map(({ body }) => body)).toEqual(['Still yours']);

  expect(await tell(other.visitor, own.browser)).toBe(own.id);
  await answer(own.conversationId, 'Yours no more');
  await settled();
  expect(own.browser.shown()).toHaveLength(1);
});

test('a visitor has five browsers, the oldest makes room; one that wrote nothing has none, nor one at a private address', async () => {
  const service = await startPushService();
  const { visitor, id, contactId } = await meet(service);
  for (let count = 0; count < 5; count += 1) await tell(visitor, service.register());
  const ofVisitor = await VisitorPush.find({ endpoint: { $regex: `^${service.origin}` } }).lean();
  expect(ofVisitor).toHaveLength(5);
  expect(ofVisitor.map(({ _id }) => _id.toHexString())).not.toContain(id);

  await expect(tell(await visit(hub()), service.register())).rejects.toMatchObject({ code: 'visitor.refused' });
  const inside = { endpoint: 'http://10.0.0.1/send', keys: createPushBrowser().keys };
  await expect(tell(visitor, inside)).rejects.toMatchObject({ code: 'push-subscription.endpoint-refused' });

  await hub().client.call(eraseContact, { params: { contactId } });
  await vi.waitFor(async () => expect(await VisitorPush.countDocuments({ endpoint: { $regex: `^${service.origin}` } })).toBe(0), patience);
});
