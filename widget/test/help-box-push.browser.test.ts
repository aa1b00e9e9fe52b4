import type { BrowserContext } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { listConversations } from '../../hub/api/customers/conversations.ts';
import { sendMessage } from '../../hub/api/customers/messages.ts';
import { VisitorPush } from '../../hub/domain/push/visitors/model.ts';
import { startPushService } from '../../hub/test/push/service.ts';
import { violationsOf } from '../../admin/test/axe.ts';
import { clickNotification, shownBy, standInForPushService, startDelivering, timesAsked } from '../../admin/test/push/pushed-page.ts';
import { useHelpBox } from './use-help-box.ts';

const helpBox = useHelpBox({ browser: 'whole' });
const patience = { timeout: 30_000 };

/** A visitor on the page who wrote something, and the conversation. */
async function write(context: BrowserContext, text: string, field: string) {
  const page = await helpBox().open(context);
  await page.getByRole('textbox', { name: field }).fill(text);
  await page.getByRole('textbox', { name: field }).press('Enter');
  await page.locator('.message.in', { hasText: text }).waitFor(patience);
  const conversationId = await vi.waitFor(async () => {
    const { items } = await helpBox().hub.client.call(listConversations, { query: {} });
    const found = items.find(({ preview }) => preview === text);
    expect(found).toBeDefined();
    return found!.id;
  }, patience);
  return { page, conversationId };
}

test('whoever asks for it after their first message is told of answers with the page closed, and a click leads to them; off in the same place', async () => {
  const { hub, visitor, path } = helpBox();
  const browser = (await startPushService()).register();
  const context = await visitor({ expectedErrors: /404/ });
  await standInForPushService(context, browser);
  await context.grantPermissions(['notifications'], { origin: hub.url });
  const offer = { name: 'Tell me when they answer' };
  const first = await helpBox().open(context);
  await first.getByRole('textbox', { name: 'Write a message' }).waitFor(patience);
  expect(await first.getByRole('button', offer).count()).toBe(0);
  await first.close();

  const { page, conversationId } = await write(context, 'Do you sell tulips?', 'Write a message');
  await page.getByRole('button', offer).waitFor(patience);
  expect(await timesAsked(page)).toBe(0);
  await page.getByRole('button', offer).click();
  await page.getByRole('button', { name: 'Stop telling me when they answer' }).waitFor(patience);
  expect(await timesAsked(page)).toBe(1);
  expect(await violationsOf(page)).toEqual([]);
  const deliver = await startDelivering(page);

  // Away from the chat, in the same tab, so that the browser's deliveries still have somewhere to come from.
  await page.goto('/helpbox/wk_nobody-has-this-one', { waitUntil: 'commit' });
  const answered = vi.waitFor(async () => {
    await hub.client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text: 'We do, in spring' } });
    await vi.waitFor(() => expect(browser.shown()).not.toEqual([]), { timeout: 3000 });
  }, patience);
  await answered;
  const [push] = browser.shown();
  await deliver(push!);
  const shown = { title: 'Garden Shop', body: 'We do, in spring', tag: conversationId, silent: false };
  await expect.poll(() => shownBy(page, path), patience).toEqual([shown]);
  await deliver(push!);
  await expect.poll(() => shownBy(page, path), patience).toEqual([{ ...shown, silent: true }]);
  expect(await clickNotification(context)).toEqual({ asked: [`open ${path}?conversation=${conversationId}`], left: 0 });

  const back = await helpBox().open(context, `?conversation=${conversationId}`);
  await back.locator('.message.out', { hasText: 'in spring' }).first().waitFor(patience);
  await deliver(push!);
  await expect.poll(() => shownBy(page, path), patience).toEqual([shown]);
  expect(await clickNotification(context)).toEqual({ asked: ['focus'], left: 0 });
});

test('it is off again where it was switched on, and says so in Russian where the browser was told to refuse', async () => {
  const { hub, visitor } = helpBox();
  const browser = (await startPushService()).register();
  const context = await visitor({ locale: 'ru-RU', width: 380, height: 800 });
  await standInForPushService(context, browser);
  const { page } = await write(context, 'Есть тюльпаны?', 'Сообщение');
  const menu = page.getByRole('button', { name: 'Ещё' });
  await menu.click();
  await page.getByRole('button', { name: 'Сообщить, когда ответят' }).click();
  await page.getByText('Уведомления для этой страницы запрещены в настройках браузера.').waitFor(patience);
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Закрыть' }).click();

  await context.grantPermissions(['notifications'], { origin: hub.url });
  await menu.click();
  await page.getByRole('button', { name: 'Сообщить, когда ответят' }).click();
  await vi.waitFor(async () => expect(await VisitorPush.countDocuments({ endpoint: browser.endpoint, language: 'ru' })).toBe(1), patience);
  await menu.click();
  await page.getByRole('button', { name: 'Не сообщать об ответах' }).click();
  await vi.waitFor(async () => expect(await VisitorPush.countDocuments({ endpoint: browser.endpoint })).toBe(0), patience);
  await menu.click();
  await page.getByRole('button', { name: 'Сообщить, когда ответят' }).waitFor(patience);
});
