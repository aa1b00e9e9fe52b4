import { expect, test } from 'vitest';
import { getContact } from '../../api/customers/contacts.ts';
import { getConversation } from '../../api/customers/conversations.ts';
import { listVisitorConversations, setVisitorMetadata } from '../../api/widget/calls.ts';
import { writeToVisitor } from '../../api/visitors/visitors.ts';
import { useHub } from '../../test/start-hub.ts';
import { visit } from './visitor.fixture.ts';

const hub = useHub();

test("the team's first words reach a visitor quietly until they are seen, and the team knows of whom the site spoke", async () => {
  const visitor = await visit(hub(), { profile: { name: 'Grace', email: 'grace@example.com' } });
  const socket = await visitor.connect();
  await visitor.call(setVisitorMetadata, { body: { name: 'Grace Hopper', fields: { plan: 'gold' } } });

  const { conversation, message } = await hub().client.call(writeToVisitor, {
    params: { visitorId: visitor.session.visitorId },
    body: { text: 'Can I help?' },
  });

  expect(await socket.hear('message')).toMatchObject({ id: message.id, text: 'Can I help?' });
  expect(await socket.hear('conversation', ({ unread }) => unread === 1)).toMatchObject({ isProactive: true });
  const { contact } = await hub().client.call(getConversation, { params: { conversationId: conversation.id } });
  expect(await hub().client.call(getContact, { params: { contactId: contact.id } })).toMatchObject({
    kind: 'anonymous',
    identities: [{ claim: { name: 'Grace Hopper', email: 'grace@example.com', fields: { plan: 'gold' } } }],
  });

  await socket.ask('seen', { conversationId: conversation.id, seq: message.seq });
  expect(await socket.hear('conversation', ({ seen }) => seen === message.seq)).toMatchObject({ isProactive: false, unread: 0 });
  const { items } = await visitor.call(listVisitorConversations, { query: {} });
  expect(items).toMatchObject([{ id: conversation.id, isProactive: false }]);
});
