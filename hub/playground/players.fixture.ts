import type { Frame, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Each condition is waited for; a busy machine starts a hub and draws pages slowly. */
export const patienceMs = 30_000;

/** The phone of whoever has this name. */
export const phoneOf = (page: Page, name: string): Locator => page.getByRole('region', { name: new RegExp(`^${name}`) });

/** Answers the newest message with these words by its menu. */
export async function answer(phone: Locator, words: string, text: string): Promise<void> {
  const row = phone.locator('.row', { hasText: words }).last();
  await row.locator('.bubble').hover();
  await row.getByRole('button', { name: 'Message menu' }).click();
  await phone.getByRole('menuitem', { name: 'Reply' }).click();
  await phone.getByRole('textbox').fill(text);
  await phone.getByRole('textbox').press('Enter');
}

/** The chat of a page: its frame lies where no locator of the page reaches. */
export async function chatOn(page: Page): Promise<Frame> {
  const found = () => page.frames().find((frame) => frame.url().includes('/widget/frame/'));
  await expect.poll(found, { timeout: patienceMs }).toBeDefined();
  const frame = found();
  if (!frame) throw new Error('no chat on this page');
  return frame;
}
