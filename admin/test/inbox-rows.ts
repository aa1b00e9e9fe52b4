import type { Locator, Page } from 'playwright-core';

/** The rows of the inbox's list that are on the page, in their order. */
export function rowsOf(page: Page): Locator {
  return page.locator('hub-conversation-rows .row');
}

/** The row of a customer. */
export function rowOf(page: Page, name: string): Locator {
  return rowsOf(page).filter({ hasText: name });
}

/** Whose rows are on the page, from top to bottom. */
export async function namesOf(page: Page): Promise<string[]> {
  return (await page.locator('hub-conversation-rows .row .name').allTextContents()).map((name) => name.trim());
}

/** Scrolls the list: `scrollTo(0, 500)`. Tests know no DOM, so it is told in a text. */
export async function scrollRows(page: Page, how: string): Promise<void> {
  await page.evaluate(`document.querySelector('hub-conversation-rows .rows').${how}`);
}

/** How far the list is scrolled, in pixels. */
export async function scrollTopOf(page: Page): Promise<number> {
  return Number(await page.evaluate("document.querySelector('hub-conversation-rows .rows').scrollTop"));
}
