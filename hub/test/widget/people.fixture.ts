import { createHmac } from 'node:crypto';
import { expect, vi } from 'vitest';
import { updateContact } from '../../api/customers/contacts.ts';
import { getConversation } from '../../api/customers/conversations.ts';
import { mergeContacts } from '../../api/customers/contact-merges.ts';
import { sendMessage } from '../../api/customers/messages.ts';
import { sendVisitorMessage, subscribeVisitor, widgetApiRoot } from '../../api/widget/calls.ts';
import { toObjectId } from '../../core/ids.ts';
import { Identity } from '../../domain/contact/model.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { VisitorPush } from '../../domain/push/visitors/model.ts';
import { Message } from '../../domain/timeline/model.ts';
import { VisitorUpload } from '../../domain/widget/uploads/model.ts';
import { visit, widgetOf, type TestVisitor } from '../../realtime/widget/visitor.fixture.ts';
import { createPushBrowser } from '../push/browser.ts';
import type { TestHub } from '../start-hub.ts';

/** In everything of B that nobody else may read. */
export const mark = 'OF-B-ALONE';
/** In everything that only the team may read. */
export const innerMark = 'OF-THE-TEAM-ALONE';

/** A visitor with one of everything that is somebody's. */
export interface Somebody {
  visitor: TestVisitor;
  conversationId: string;
  /** Of the visitor's own message, the team's with a button, and a colleague's note. */
  messageId: string;
  answerId: string;
  noteId: string;
  /** Uploaded and not sent. */
  fileId: string;
  contactId: string;
  /** The browser that tells them of answers. */
  browser: { id: string; endpoint: string; keys: { p256dh: string; auth: string } };
}

let made = 0;

/** What a site says of a user it signs for. */
export async function signedAs(hub: TestHub, userId: string) {
  const { identitySecret } = await widgetOf(hub);
  return { userId, userHash: createHmac('sha256', identitySecret).update(userId).digest('hex') };
}

/** Somebody anonymous or signed for, in whose texts the mark is, with an answer, a note and a file. */
export async function meetSomebody(hub: TestHub, { isVerified = false, word = mark } = {}): Promise<Somebody> {
  made += 1;
  const visitor = await visit(hub, {
    ...(isVerified && (await signedAs(hub, `user-${made}`))),
  });
  const { message, conversation } = await visitor.call(sendVisitorMessage, { body: { clientId: `first-${made}`, text: `${word} hello` } });
  const params = { conversationId: conversation.id };
  const buttons = [{ title: `${word} yes`, payload: `${word} payload` }];
  const answer = await hub.client.call(sendMessage, { params, body: { kind: 'text', text: `${word} answer`, buttons } });
  // What comes to be by itself is waited for: a test looks whether anything changed.
  await vi.waitFor(
    async () => expect(await Message.findOne({ _id: toObjectId(answer.id) }).lean()).toMatchObject({ delivery: { state: 'sent' } }),
    { timeout: 30_000, interval: 20 },
  );
  const note = await hub.client.call(sendMessage, { params, body: { kind: 'note', text: `${innerMark} note` } });
  const { contact } = await hub.client.call(getConversation, { params });
  // What the team knows of them from elsewhere.
  const known = { name: `${word} Name ${made}`, emails: [`${word}-${made}@example.com`], phones: [`+4930${1000 + made}`] };
  await hub.client.call(updateContact, { params: { contactId: contact.id }, body: known });
  const browser = { endpoint: `https://push.example.com/${word}-${made}`, keys: createPushBrowser().keys };
  const { id: browserId } = await visitor.call(subscribeVisitor, { body: { ...browser, language: 'en' } });
  await hub.hub.announcer.settled();
  return {
    visitor,
    conversationId: conversation.id,
    messageId: message.id,
    answerId: answer.id,
    noteId: note.id,
    fileId: await uploadAs(hub, visitor, `${word}.txt`),
    contactId: contact.id,
    browser: { id: browserId, ...browser },
  };
}

/** Uploads a small file; gives its id. */
export async function uploadAs(hub: TestHub, { session: { token } }: Pick<TestVisitor, 'session'>, name: string): Promise<string> {
  const body = new FormData();
  body.set('file', new Blob([`${name} content`]), name);
  const response = await fetch(`${hub.url}${widgetApiRoot}/files`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body });
  const { id } = (await response.json()) as { id: string }; // asserted by the routes' own test
  return id;
}

/** What an agent does who takes two people for one. */
export async function mergeAsAgent(hub: TestHub, into: Somebody, from: Somebody): Promise<void> {
  await hub.client.call(mergeContacts, { params: { contactId: into.contactId }, body: { from: from.contactId } });
}

/** Every stored thing of somebody, to see that nothing was changed. */
export async function storedOf({ conversationId, fileId, visitor, browser }: Somebody): Promise<unknown[]> {
  const conversation = toObjectId(conversationId);
  return Promise.all([
    Conversation.findOne({ _id: conversation }).lean(),
    Message.find({ conversationId: conversation }).sort({ _id: 1 }).lean(),
    Identity.find({ externalId: visitor.session.visitorId }).lean(),
    VisitorUpload.findOne({ _id: toObjectId(fileId) }).lean(),
    VisitorPush.findOne({ _id: toObjectId(browser.id) }).lean(),
  ]);
}

/** Every id that names something of somebody. */
export function idsOf({ conversationId, messageId, answerId, noteId, fileId, visitor }: Somebody): string[] {
  return [conversationId, messageId, answerId, noteId, fileId, visitor.session.visitorId];
}
