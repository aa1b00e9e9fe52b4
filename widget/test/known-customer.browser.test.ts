import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { getContact } from '../../hub/api/customers/contacts.ts';
import { hear, patience, useShop, wordsIn, write } from './use-shop.ts';

const shop = useShop();

async function logIn(page: Page, name: 'Anna' | 'Ivan') {
  await page.getByRole('button', { name }).click();
  await page.getByText(`Hello, ${name}!`).waitFor();
}

test('who wrote as nobody finds it again as Anna, also on another device; after logging out nothing of it is left', async () => {
  const { hub, device, openChat, answer, conversationSaying } = shop();
  const laptop = await device();
  const { page, chat } = await openChat(laptop);
  await write(chat, 'Is the glaze safe for food?');
  const { id, contact: stranger } = await conversationSaying('Is the glaze safe for food?');
  await answer(id, 'It is, and lead-free.');
  await hear(chat, 'It is, and lead-free.');

  await logIn(page, 'Anna');
  const both = ['Is the glaze safe for food?', 'It is, and lead-free.'];
  await expect.poll(() => wordsIn(chat), patience).toEqual(both);
  await write(chat, 'Then I take two.');
  const known = await conversationSaying('Then I take two.');
  expect(known.id).toBe(id);
  expect(known.contact.name).toBe('Anna');
  const contact = await hub.client.call(getContact, { params: { contactId: known.contact.id } });
  expect(contact).toMatchObject({ externalUserId: 'customer-17' });

  const phone = await device();
  const second = await openChat(phone);
  expect(await wordsIn(second.chat)).toEqual([]);
  await logIn(second.page, 'Anna');
  await expect.poll(() => wordsIn(second.chat), patience).toEqual([...both, 'Then I take two.']);
  await answer(id, 'They are packed.');
  await hear(chat, 'They are packed.');
  await hear(second.chat, 'They are packed.');

  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('button', { name: 'Ivan' }).waitFor();
  await expect.poll(() => wordsIn(chat), patience).toEqual([]);
  const kept = await chat.evaluate<string>('JSON.stringify({ ...localStorage, ...sessionStorage })');
  expect(kept).not.toMatch(/glaze|customer-17|anna|eyJ/i);
  const again = await openChat(laptop);
  await write(again.chat, 'Somebody else sits here now');
  const other = await conversationSaying('Somebody else sits here now');
  expect(other.id).not.toBe(id);
  expect([known.contact.id, stranger.id]).not.toContain(other.contact.id);
  expect(await wordsIn(again.chat)).toEqual(['Somebody else sits here now']);
  await answer(id, 'Goodbye, Anna.');
  await hear(second.chat, 'Goodbye, Anna.');
  expect(await wordsIn(again.chat)).toEqual(['Somebody else sits here now']);
});

test('a site that signs with a wrong secret is told so, and nothing of whom it named is shown', async () => {
  const { misled, device, openChat, answer, conversationSaying } = shop();
  const ivan = await openChat(await device());
  await logIn(ivan.page, 'Ivan');
  await write(ivan.chat, 'My address is Kiln Street 9');
  const { id, contact } = await conversationSaying('My address is Kiln Street 9');

  const { page, chat } = await openChat(await device(), `${misled.url}/en/`);
  const warned = page.waitForEvent('console', { predicate: (message) => message.text().startsWith('hub:') });
  await logIn(page, 'Ivan');
  expect((await warned).text()).toBe('hub: visitor.refused');
  await write(chat, 'Where do I live?');
  const claimed = await conversationSaying('Where do I live?');
  expect(claimed.id).not.toBe(id);
  expect(claimed.contact.id).not.toBe(contact.id);
  expect(await wordsIn(chat)).toEqual(['Where do I live?']);
  await answer(id, 'Your cup is on its way, Ivan.');
  await hear(ivan.chat, 'on its way, Ivan');
  expect(await wordsIn(chat)).toEqual(['Where do I live?']);
});

test('a page that logs out before the widget is there leaves nothing of who was here before', async () => {
  const { device, openChat, conversationSaying } = shop();
  const laptop = await device();
  const { page, chat } = await openChat(laptop);
  await write(chat, 'Please keep this between us');
  await conversationSaying('Please keep this between us');
  await page.close();

  await laptop.addInitScript("(window.hub = function () { (hub.q = hub.q || []).push(arguments); })('logout')");
  const next = await openChat(laptop);

  expect(await wordsIn(next.chat)).toEqual([]);
  await write(next.chat, 'I am somebody else');
  expect(await wordsIn(next.chat)).toEqual(['I am somebody else']);
});
