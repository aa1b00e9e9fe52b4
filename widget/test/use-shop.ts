import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest';
import { listConversations, type ConversationView } from '../../hub/api/customers/conversations.ts';
import { sendMessage } from '../../hub/api/customers/messages.ts';
import { getWidget, showIdentitySecret } from '../../hub/api/widget/settings.ts';
import { startShop, type Shop } from '../../hub/playground/shop/shop-server.ts';
import { browserWaitMs, openBrowser } from '../../hub/test/browser.ts';
import { useHub, type TestHub } from '../../hub/test/start-hub.ts';
import { startNetwork, type NetworkBetween } from './network-between.ts';

/** The playground's shop with the widget on it, a hub behind a network that can be cut, and browsers of visitors. */
export interface ShopUnderTest {
  hub: TestHub;
  shop: Shop;
  network: NetworkBetween;
  /** The same shop, but its server signs with another secret than the widget's. */
  misled: Shop;
  /** A browser of somebody's own; closed after the test, which fails when a page reported an error. */
  device(): Promise<BrowserContext>;
  /** Opens a page of the shop and the chat on it by the shop's own button. */
  openChat(device: BrowserContext, address?: string): Promise<{ page: Page; chat: Frame }>;
  /** Answers as the team by the API. */
  answer(conversationId: string, text: string): Promise<void>;
  /** The conversation whose newest words these are. */
  conversationSaying(text: string): Promise<ConversationView>;
}

/** Milliseconds that a busy machine gets for what is waited for. */
export const patience = { timeout: 40_000, interval: 50 };

/** Starts all of it once for a test file; ask for it inside tests only. */
export function useShop(): () => ShopUnderTest {
  const hub = useHub();
  const undo: (() => Promise<void>)[] = [];
  let under: ShopUnderTest | undefined;

  beforeAll(async () => {
    const browser = await openBrowser();
    undo.push(() => browser.close());
    const running = hub();
    const { client } = running;
    const network = await startNetwork(running.url);
    undo.push(() => network.stop());
    const { widgetKey } = await client.call(getWidget);
    const { secret: identitySecret } = await client.call(showIdentitySecret);
    const open = async (secret: string) => {
      const shop = await startShop({ hubUrl: () => network.url, widgetKey, identitySecret: secret }, 0);
      undo.push(() => shop.stop());
      return shop;
    };
    const shop = await open(identitySecret);
    under = {
      hub: running,
      shop,
      network,
      misled: await open('another secret'),
      device: () => openDevice(browser),
      async openChat(device, address = `${shop.url}/en/`) {
        const page = await device.newPage();
        await page.goto(address);
        return { page, chat: await openChat(page) };
      },
      async answer(conversationId, text) {
        await client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text } });
      },
      conversationSaying: (text) =>
        vi.waitFor(async () => {
          const { items } = await client.call(listConversations, { query: {} });
          const found = items.find(({ preview }) => preview === text);
          if (!found) throw new Error(`no conversation says "${text}" but: ${items.map(({ preview }) => preview).join(' | ')}`);
          return found;
        }, patience),
    };
  }, browserWaitMs);

  afterAll(async () => {
    for (const step of undo.reverse()) await step();
  });

  return () => {
    if (!under) throw new Error('the shop runs only inside tests');
    return under;
  };
}

async function openDevice(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
  context.setDefaultTimeout(patience.timeout);
  const errors: string[] = [];
  context.on('page', (page) => page.on('pageerror', (error) => errors.push(error.stack ?? error.message)));
  onTestFinished(async () => {
    await context.close();
    expect(errors).toEqual([]);
  });
  return context;
}

/** Opens the chat of a page by one of its `data-hub-open` buttons; its frame lies where no locator of the page reaches. */
async function openChat(page: Page): Promise<Frame> {
  const chat = await frameOf(page);
  await page.locator('[data-hub-open]').first().click();
  await chat.getByRole('textbox', { name: 'Write a message' }).waitFor();
  return chat;
}

/** The widget's frame on a page, once it is there. */
export async function frameOf(page: Page): Promise<Frame> {
  return vi.waitFor(() => {
    const frame = page.frames().find((each) => each.url().includes('/widget/frame/'));
    if (!frame) throw new Error('the widget has no frame yet');
    return frame;
  }, patience);
}

/** Writes as the visitor, and waits until it is shown. */
export async function write(chat: Frame, text: string): Promise<void> {
  await chat.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await chat.getByRole('textbox', { name: 'Write a message' }).press('Enter');
  await chat.locator('.message.in', { hasText: text }).waitFor();
}

/** Waits until the chat shows a message with these words. */
export async function hear(chat: Frame, text: string): Promise<void> {
  await chat.locator('.message.out .words', { hasText: text }).waitFor();
}

/** Every message in the chat, in order, as its words. */
export async function wordsIn(chat: Frame): Promise<string[]> {
  return chat.locator('.message .words').allInnerTexts();
}
