import type { Page } from 'playwright-core';
import type { AdminWorld } from '../world/world.ts';

/** One screen or dialog in one state: what pictures are taken of and what axe looks at. */
export interface Scene {
  /** In the picture's file name. */
  name: string;
  /** Below /admin; the world's ids are known only once it runs. */
  path: string | ((world: AdminWorld) => Promise<string> | string);
  /** Signed in as; null: nobody. */
  as?: 'ada' | 'boris' | 'chen' | null;
  /** Must be on screen before anything is looked at: a text or a selector. */
  waitFor: string;
  /** Opens a dialog, types something... */
  prepare?: (page: Page, world: AdminWorld) => Promise<void>;
  /** What more leads there on a narrow screen, once the scene has been entered on a usual one. */
  whenNarrow?: (page: Page) => Promise<void>;
  /** Has a picture at 2560 px too. */
  isWideToo?: boolean;
}

/** The address of a story's conversation. */
export const openOf =
  (name: string, tab = 'all') =>
  async (world: AdminWorld): Promise<string> =>
    `/inbox/${tab}/${(await world.conversationOf(name)).id}`;

/** Resolves to nothing: fonts change widths, and what slides in is not where it will be, also within a menu's own tree; what moves for ever is not waited for. */
export const settled = `document.fonts.ready
  .then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  .then(() => [document, ...[...document.querySelectorAll('*')].flatMap((each) => each.shadowRoot ?? [])])
  .then((trees) => Promise.all(trees.flatMap((tree) => tree.getAnimations()).filter((each) => each.effect?.getComputedTiming().iterations !== Infinity).map((each) => each.finished.catch(() => undefined))))
  .then(() => undefined)`;

/** Brings a page into a scene. */
export async function enterScene(page: Page, baseUrl: string, scene: Scene, world: AdminWorld): Promise<void> {
  const path = typeof scene.path === 'string' ? scene.path : await scene.path(world);
  await page.goto(`${baseUrl}/admin${path}`);
  await page.locator(scene.waitFor).first().waitFor();
  await scene.prepare?.(page, world);
  await page.evaluate(settled).catch(() => undefined);
}
