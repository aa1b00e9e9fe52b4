import { expect, test, vi } from 'vitest';
import { addChannel } from '../../api/customers/channels.ts';
import { closeConversation, getConversation, listConversations } from '../../api/customers/conversations.ts';
import { editMessage, listMessages, sendMessage } from '../../api/customers/messages.ts';
import { useHub } from '../start-hub.ts';

const hub = useHub();
const patience = { timeout: 15_000, interval: 50 };

async function connectBot() {
  const bot = hub().telegram.createBot({ username: `shop_${Date.now()}_bot` });
  const channel = await hub().client.call(addChannel, { body: { provider: 'telegram', settings: { botToken: bot.token } } });
  return { bot, channel };
}

async function conversationsOf(channelId: string) {
  return (await hub().client.call(listConversations, { query: { channel: channelId } })).items;
}

async function messagesOf(conversationId: string) {
  return (await hub().client.call(listMessages, { params: { conversationId }, query: {} })).items;
}

test('a customer writes to the bot, the hub keeps it, an answer reaches the customer and counts as sent', async () => {
  const { bot, channel } = await connectBot();
  const ann = hub().telegram.createUser({ firstName: 'Ann', lastName: 'Lee' });
  ann.openDeepLink(bot, 'spring');
  ann.sendText(bot, 'Where is my order?');

  const conversation = await vi.waitFor(async () => {
    const [found] = await conversationsOf(channel.id);
    expect(found).toMatchObject({
      number: 1,
      status: 'open',
      unread: 2,
      preview: 'Where is my order?',
      contact: { name: 'Ann Lee' },
      provider: 'telegram',
    });
    return found!;
  }, patience);
  const [start, question] = await messagesOf(conversation.id);
  expect(start).toMatchObject({ seq: 1, direction: 'in', text: '/start spring', referral: { ref: 'spring' } });
  expect(question).toMatchObject({ seq: 2, direction: 'in', author: { type: 'contact', name: 'Ann Lee' }, text: 'Where is my order?' });

  const reply = await hub().client.call(sendMessage, {
    params: { conversationId: conversation.id },
    body: { kind: 'text', text: 'On its **way**', format: 'markdown' },
  });
  const note = await hub().client.call(sendMessage, {
    params: { conversationId: conversation.id },
    body: { kind: 'note', text: 'she is angry' },
  });

  expect(reply).toMatchObject({ seq: 3, direction: 'out' });
  expect(note.delivery).toBeUndefined();
  await vi.waitFor(async () => {
    expect((await messagesOf(conversation.id))[2]?.delivery).toEqual({ state: 'sent' });
  }, patience);
  const shown = hub()
    .telegram.transcript(ann.chatWith(bot))
    .map(({ text }) => text);
  expect(shown).toContain('On its way');
  expect(shown.join()).not.toContain('angry');
  expect(await hub().client.call(getConversation, { params: { conversationId: conversation.id } })).toMatchObject({
    unread: 0,
    preview: 'On its way'.replace('way', '**way**'),
  });
});

test("a customer's edit is shown with its history, and ours reaches the customer", async () => {
  const { bot, channel } = await connectBot();
  const bob = hub().telegram.createUser({ firstName: 'Bob' });
  bob.openDeepLink(bot);
  const sent = bob.sendText(bot, 'tomorow');
  await vi.waitFor(async () => expect(await conversationsOf(channel.id)).toMatchObject([{ unread: 2 }]), patience);
  const [conversation] = await conversationsOf(channel.id);

  bob.edit(sent, 'tomorrow');

  await vi.waitFor(async () => {
    expect((await messagesOf(conversation!.id))[1]).toMatchObject({ text: 'tomorrow', revisions: [{ text: 'tomorow' }] });
  }, patience);
  const reply = await hub().client.call(sendMessage, {
    params: { conversationId: conversation!.id },
    body: { kind: 'text', text: 'Tuesday' },
  });
  await vi.waitFor(async () => expect((await messagesOf(conversation!.id)).at(-1)?.delivery?.state).toBe('sent'), patience);
  await hub().client.call(editMessage, { params: { conversationId: conversation!.id, messageId: reply.id }, body: { text: 'Wednesday' } });
  expect(hub().telegram.transcript(bob.chatWith(bot)).at(-1)).toMatchObject({ text: 'Wednesday' });
});

test('words under a file can be changed where they stand', async () => {
  const { bot, channel } = await connectBot();
  const joe = hub().telegram.createUser({ firstName: 'Joe' });
  joe.openDeepLink(bot);
  await vi.waitFor(async () => expect(await conversationsOf(channel.id)).toHaveLength(1), patience);
  const [conversation] = await conversationsOf(channel.id);
  const form = new FormData();
  form.append('file', new Blob(['%PDF-1.4 bill'], { type: 'application/pdf' }), 'bill.pdf');
  const headers = { authorization: `Bearer ${hub().token}` };
  const uploaded = (await (await fetch(`${hub().url}/api/v1/files`, { method: 'POST', headers, body: form })).json()) as { id: string };
  const reply = await hub().client.call(sendMessage, {
    params: { conversationId: conversation!.id },
    body: { kind: 'text', text: 'The bil', attachments: [uploaded.id] },
  });
  await vi.waitFor(async () => expect((await messagesOf(conversation!.id)).at(-1)?.delivery?.state).toBe('sent'), patience);

  await hub().client.call(editMessage, { params: { conversationId: conversation!.id, messageId: reply.id }, body: { text: 'The bill' } });

  expect(hub().telegram.transcript(joe.chatWith(bot)).at(-1)).toMatchObject({ caption: 'The bill', media: { name: 'bill.pdf' } });
});

test('a closed conversation opens again when the customer writes, and the timeline tells it', async () => {
  const { bot, channel } = await connectBot();
  const eve = hub().telegram.createUser({ firstName: 'Eve' });
  eve.openDeepLink(bot);
  await vi.waitFor(async () => expect(await conversationsOf(channel.id)).toHaveLength(1), patience);
  const [conversation] = await conversationsOf(channel.id);
  await hub().client.call(closeConversation, { params: { conversationId: conversation!.id } });

  eve.sendText(bot, 'one more thing');

  await vi.waitFor(
    async () => expect(await conversationsOf(channel.id)).toMatchObject([{ id: conversation!.id, status: 'open', unread: 1 }]),
    patience,
  );
  const events = (await messagesOf(conversation!.id)).flatMap(({ event }) => event?.type ?? []);
  expect(events).toEqual(['closed', 'reopened']);
});

test('an album with a caption is one message, its pictures fetched and served by signed links', async () => {
  const { bot, channel } = await connectBot();
  const kim = hub().telegram.createUser({ firstName: 'Kim' });
  kim.openDeepLink(bot);
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  kim.sendAlbum(
    bot,
    [1, 2, 3].map((n) => ({ kind: 'photo' as const, bytes: png, name: `${n}.png`, mime: 'image/png' })),
    { caption: 'broken' },
  );

  const album = await vi.waitFor(async () => {
    const [conversation] = await conversationsOf(channel.id);
    const message = (await messagesOf(conversation!.id)).at(-1);
    expect(message).toMatchObject({ text: 'broken', attachments: [{ state: 'ready' }, { state: 'ready' }, { state: 'ready' }] });
    return message!;
  }, patience);
  const response = await fetch(album.attachments[0]!.url!);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(Buffer.from(await response.arrayBuffer())).toEqual(png);
  expect((await fetch(album.attachments[0]!.url!.replace('signature=', 'signature=x'))).status).toBe(404);
});
