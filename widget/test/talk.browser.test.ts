import { expect, test } from 'vitest';
import { listConversations } from '../../hub/api/customers/conversations.ts';
import { listMessages, sendMessage } from '../../hub/api/customers/messages.ts';
import { useWidget } from './use-widget.ts';

const under = useWidget();

test('a first message reaches the team, and the answer comes back with its author; both sides see that it was read', async () => {
  const { hub, visit } = under();
  const visitor = await visit('/');

  await visitor.open();
  await visitor.write('Where is my order?');
  await visitor.chat.getByText(/· Sent/).waitFor();

  const { items } = await hub.client.call(listConversations, { query: {} });
  const [conversation] = items;
  expect(conversation).toMatchObject({ preview: 'Where is my order?', provider: 'widget' });
  const conversationId = conversation?.id ?? '';
  await hub.client.call(sendMessage, {
    params: { conversationId },
    body: { kind: 'text', text: 'On its **way**: https://track.example/1', format: 'markdown' },
  });

  const bubble = visitor.chat.locator('.message.out .bubble').last();
  await bubble.getByRole('link', { name: 'https://track.example/1' }).waitFor();
  expect(await bubble.locator('b').textContent()).toBe('way');
  await expect
    .poll(async () => {
      const page = await hub.client.call(listMessages, { params: { conversationId }, query: {} });
      return page.items.at(-1)?.delivery?.state;
    })
    .toBe('read');
});

test('what was sent while the connection is away survives a reload and arrives once', async () => {
  const { hub, visit } = under();
  const visitor = await visit('/');
  await visitor.open();
  await visitor.write('first');
  await visitor.chat.getByText(/· Sent/).waitFor();

  await visitor.page.route('**/api/widget/v1/messages', (route) => route.abort());
  await visitor.write('kept through the reload');
  await visitor.chat.getByText('Sending').waitFor();
  // One try got through, and its answer was lost: the hub has it already.
  await visitor.page.unroute('**/api/widget/v1/messages');
  await visitor.page.route('**/api/widget/v1/messages', async (route) => {
    await route.fetch();
    await route.abort().catch(() => undefined); // the page is gone by then
  });
  await visitor.page.reload();
  await visitor.chat.getByText('kept through the reload').first().waitFor();
  await visitor.page.unroute('**/api/widget/v1/messages');

  await expect.poll(() => visitor.chat.locator('.pending').count()).toBe(0);
  const { items } = await hub.client.call(listConversations, { query: {} });
  const page = await hub.client.call(listMessages, { params: { conversationId: items[0]?.id ?? '' }, query: {} });
  expect(page.items.filter(({ text }) => text === 'kept through the reload')).toHaveLength(1);
  expect(await visitor.chat.locator('.message').filter({ hasText: 'kept through the reload' }).count()).toBe(1);
});

test('two tabs are one visitor: what is written in one stands in the other, read in one it is unread in none', async () => {
  const { hub, visit } = under();
  const one = await visit('/');
  await one.open();
  await one.write('from the first tab');
  await one.chat.getByText(/· Sent/).waitFor();
  const two = await visit('/', { context: one.context });
  await two.open();
  await two.chat.getByText('from the first tab').first().waitFor();
  await two.write('from the second tab');
  await one.chat.getByText('from the second tab').first().waitFor();

  await two.chat.getByRole('button', { name: 'Close the chat' }).click();
  await one.chat.getByRole('button', { name: 'Close the chat' }).click();
  const { items } = await hub.client.call(listConversations, { query: {} });
  await hub.client.call(sendMessage, { params: { conversationId: items[0]?.id ?? '' }, body: { kind: 'text', text: 'Hello to both' } });
  await Promise.all([one, two].map(({ page }) => page.getByRole('button', { name: /1 new message/ }).waitFor()));

  await one.page.bringToFront();
  await one.page.getByRole('button', { name: /1 new message/ }).click();
  await one.chat.locator('.message').filter({ hasText: 'Hello to both' }).waitFor();
  await two.page.getByRole('button', { name: 'Open the chat', exact: true }).waitFor();
});

test('everything can be done by keyboard: open, write, close; the focus comes back', async () => {
  const { visit } = under();
  const { page, chat, launcher } = await visit('/');
  await launcher.waitFor();

  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await chat.locator('textarea:focus').waitFor();
  await page.keyboard.type('by keys');
  await page.keyboard.press('Enter');
  await chat.getByText(/· Sent/).waitFor();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Open the chat' }).waitFor();
  await page.locator('iframe + button:focus').waitFor();
});
