import { expect, test, vi } from 'vitest';
import { updateChannel } from '../../api/customers/channels.ts';
import { closeConversation, listConversations } from '../../api/customers/conversations.ts';
import { reactToMessage, retryMessage, sendMessage, showTyping } from '../../api/customers/messages.ts';
import { patience, publicUrl, useWhatsApp } from '../whatsapp-hub.ts';

const { hub, whatsapp, connectNumber, conversationOf, messagesOf, begin, upload } = useWhatsApp();
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

test('a number is connected with its webhook, a customer writes, and an answer comes to them and is read', async () => {
  const { number, channel } = await connectNumber();
  expect(channel).toMatchObject({ health: { state: 'ok' }, account: { name: number.name, url: `https://wa.me/${number.phone}` } });
  expect(whatsapp().webhookOf(number)).toBe(`${publicUrl}/webhooks/${channel.id}`);
  const ann = whatsapp().createUser({ name: 'Ann Lee' });
  whatsapp().delivery.statusFirst = true;

  ann.sendText(number, 'Где мой заказ?');
  const conversation = await conversationOf(channel.id, 'Где мой заказ?');
  expect(conversation).toMatchObject({ contact: { name: 'Ann Lee' }, unread: 1 });
  const params = { conversationId: conversation.id };
  const reply = await hub().client.call(sendMessage, { params, body: { kind: 'text', text: 'On its **way**', format: 'markdown' } });

  await whatsapp().waitFor(() =>
    whatsapp()
      .transcript(number, ann)
      .find(({ text }) => text === 'On its *way*'),
  );
  await vi.waitFor(async () => expect((await messagesOf(conversation.id))[1]?.delivery).toEqual({ state: 'delivered' }), patience);
  whatsapp().delivery.statusFirst = false;
  ann.read(number);
  await vi.waitFor(
    async () => expect((await messagesOf(conversation.id))[1]).toMatchObject({ id: reply.id, delivery: { state: 'read' } }),
    patience,
  );
});

test('every kind comes in with its file, is answered, reacted to, changed and taken back', async () => {
  const { number, ann, params, shows } = await begin('Kinds');
  const ready = (kind: string, more: object = {}) => ({
    attachments: [expect.objectContaining({ kind, state: 'ready', ...more })],
  });
  ann.sendMedia(number, 'image', { bytes: png, mimeType: 'image/png' }, { caption: 'broken' });
  await shows({ text: 'broken', ...ready('image', { mimeType: 'image/png', size: png.length }) });
  ann.sendMedia(number, 'audio', { bytes: Buffer.from('OggS voice'), mimeType: 'audio/ogg; codecs=opus' }, { voice: true });
  await shows(ready('voice'));
  ann.sendMedia(number, 'document', { bytes: Buffer.from('%PDF-1.4 bill'), mimeType: 'application/pdf', name: 'bill.pdf' });
  await shows(ready('document', { name: 'bill.pdf' }));
  ann.sendLocation(number, { latitude: 52.5, longitude: 13.4, name: 'Here' });
  await shows({ location: { latitude: 52.5, longitude: 13.4, name: 'Here' } });
  ann.send(number, 'hologram', { depth: 3 });
  await shows({ unsupported: true, unsupportedType: 'hologram' });

  const sent = ann.sendText(number, 'tomorow');
  await shows({ text: 'tomorow' });
  ann.edit(sent, 'tomorrow');
  await shows({ text: 'tomorrow', revisions: [expect.objectContaining({ text: 'tomorow' })] });
  const reply = await hub().client.call(sendMessage, { params, body: { kind: 'text', text: 'Fine' } });
  const ours = await whatsapp().waitFor(() =>
    whatsapp()
      .transcript(number, ann)
      .find(({ text }) => text === 'Fine'),
  );
  await shows({ id: reply.id, externalId: ours.id });
  ann.react(ours, '👍');
  await shows({ id: reply.id, reactions: [expect.objectContaining({ emoji: '👍', isCustomers: true })] });
  ann.react(ours, null);
  await shows({ id: reply.id, reactions: [] });
  ann.sendText(number, 'about that', { replyTo: ours });
  await shows({ text: 'about that', replyTo: expect.objectContaining({ messageId: reply.id }) });
  ann.revoke(sent);
  await shows({ text: '', deletedAt: expect.any(String) });

  whatsapp().writeFromPhone(number, ann, 'I answer from my phone');
  await shows({ text: 'I answer from my phone', direction: 'out', author: expect.objectContaining({ type: 'system' }) });
});

test('a picture, a voice note, a document, a place, buttons and a reaction go out', async () => {
  const { number, ann, hello, params, shows, sees } = await begin('Outgoing');
  const send = (body: { text?: string; attachments?: string[]; location?: { latitude: number; longitude: number }; replyTo?: string }) =>
    hub().client.call(sendMessage, { params, body: { kind: 'text', ...body } });
  await send({ text: 'like this', attachments: [await upload(png, 'a.png', 'image/png')] });
  await sees({ type: 'image', text: 'like this', media: { bytes: png } });
  await send({ attachments: [await upload(Buffer.from('%PDF-1.4 bill'), 'bill.pdf', 'application/pdf')] });
  await sees({ type: 'document', media: { name: 'bill.pdf' } });
  await send({ location: { latitude: 1.5, longitude: 2.5 } });
  await sees({ type: 'location', location: { latitude: 1.5, longitude: 2.5 } });

  const [first] = await messagesOf(params.conversationId);
  await send({ text: 'to this', replyTo: first!.id });
  await sees({ text: 'to this', replyTo: hello.id });
  await hub().client.call(reactToMessage, { params: { ...params, messageId: first!.id }, body: { emoji: '❤️' } });
  await vi.waitFor(() => expect(whatsapp().transcript(number, ann)[0]?.reactions).toEqual([{ by: 'business', emoji: '❤️' }]), patience);

  const buttons = ['Post', 'Courier', 'Pick up', 'No more'].map((title) => ({ title, payload: title.padEnd(400, '.') }));
  await hub().client.call(sendMessage, { params, body: { kind: 'text', text: 'How?', buttons } });
  const asked = await whatsapp().waitFor(() =>
    whatsapp()
      .transcript(number, ann)
      .find(({ text }) => text === 'How?'),
  );
  await shows({ text: 'How?', externalId: asked.id });
  ann.press(asked, 'Courier');
  await shows({ text: 'Courier', choice: expect.objectContaining({ title: 'Courier', payload: 'Courier'.padEnd(400, '.') }) });
});

test('what WhatsApp refuses says why, goes out when it is tried once more, and a closed window is known before', async () => {
  const { number, ann, params, say, shows, sees } = await begin('Refused');
  ann.block(number);
  const blocked = await say('are you there?');
  await shows({ id: blocked.id, delivery: expect.objectContaining({ state: 'failed', reason: 'blocked' }) });
  ann.unblock(number);
  await hub().client.call(retryMessage, { params: { ...params, messageId: blocked.id } });
  await sees({ text: 'are you there?' });
  await shows({ id: blocked.id, delivery: { state: 'delivered' } });

  whatsapp().faults.add({ kind: 'refuse', code: 131031, method: 'messages', phoneNumberId: number.phoneNumberId, times: 1 });
  const locked = await say('one more');
  await shows({ id: locked.id, delivery: expect.objectContaining({ state: 'failed', reason: 'account-restricted' }) });
  // The hub's clock says that the window is open, WhatsApp's that it has closed.
  whatsapp().advance(25 * 3_600_000);
  const late = await say('too late');
  await shows({ id: late.id, delivery: expect.objectContaining({ state: 'failed', reason: 'window-closed' }) });
});

test('who hides the number is the same customer, and answers go to the scoped id', async () => {
  const { number, channel } = await connectNumber();
  const eve = whatsapp().createUser({ name: 'Eve', username: 'eve', hidesPhone: true });
  eve.sendText(number, 'From a username');
  const { id: conversationId, contact } = await conversationOf(channel.id, 'From a username');
  expect(contact).toMatchObject({ name: 'Eve' });
  await hub().client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text: 'Hi, Eve' } });
  await vi.waitFor(async () => {
    expect((await messagesOf(conversationId)).at(-1)).toMatchObject({ text: 'Hi, Eve', delivery: { state: 'delivered' } });
  }, patience);
});

test('a customer with a new number is the same one, in the same conversation and in the next', async () => {
  const { number, ann, channel, params, say, shows } = await begin('Mover');
  ann.changeNumber('4915559990001');
  ann.sendText(number, 'from my new number');
  await shows({ text: 'from my new number' });
  await shows({ id: (await say('noted')).id, delivery: { state: 'delivered' } });

  await hub().client.call(updateChannel, { params: { channelId: channel.id }, body: { newAfterClosedHours: 0 } });
  await hub().client.call(closeConversation, { params });
  ann.sendText(number, 'once more');
  await vi.waitFor(async () => {
    const { items } = await hub().client.call(listConversations, { query: { channel: channel.id } });
    expect(items).toHaveLength(2);
    expect(new Set(items.map(({ contact }) => contact.id)).size).toBe(1);
  }, patience);
});

test('typing is shown in answer to what the customer wrote last, also by a hub that did not see it come', async () => {
  const { channel, ann, params, number } = await begin('Typed to');
  // Connected anew, it knows nothing of what came before.
  for (const isPaused of [true, false]) await hub().client.call(updateChannel, { params: { channelId: channel.id }, body: { isPaused } });

  await hub().client.call(showTyping, { params });

  await vi.waitFor(() => expect(ann.isTypedTo()).toBe(true), patience);
  expect(whatsapp().transcript(number, ann).at(-1)).toMatchObject({ text: 'Hello', state: 'read' });
});
