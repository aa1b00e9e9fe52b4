import type { Page } from 'playwright-core';
import { toObjectId } from '../../../hub/core/ids.ts';
import { Rating, ratingIdOf } from '../../../hub/domain/rating/model.ts';
import type { AdminWorld } from '../world/world.ts';
import { openOf, type Scene } from './scene.ts';

const header = 'hub-conversation-header .who';

function press(key: string, role: 'combobox' | 'menuitem' = 'combobox') {
  return async (page: Page): Promise<void> => {
    await page.locator('hub-contact-panel .person').waitFor();
    await page.keyboard.press(key);
    await page.getByRole(role).last().waitFor();
  };
}

const openPanel = (page: Page): Promise<void> => page.locator('hub-conversation-header .acts > .icon-button').last().click();

/** The customer rates the closed conversation, as visitors of the site can: written straight into the database, once. */
async function rate(world: AdminWorld, name: string): Promise<void> {
  const { id, number, contact, closedAt = '' } = await world.conversationOf(name);
  const conversationId = toObjectId(id);
  const at = new Date(closedAt);
  const _id = ratingIdOf(conversationId, at);
  if (await Rating.exists({ _id })) return;
  await Rating.create({
    ...{ _id, conversationId, conversationNumber: number, contactId: toObjectId(contact.id) },
    workspaceId: world.ada.workspaceId,
    ...{ score: 4, comment: 'Quick and friendly, thank you!', closedAt: at, createdAt: at, ratedAt: at },
  });
}

export const panelScenes: readonly Scene[] = [
  {
    name: 'panel',
    path: openOf('Anna Petrova'),
    waitFor: 'hub-conversation-files .thumb',
    isWideToo: true,
    whenNarrow: openPanel,
  },
  { name: 'panel-snoozed', path: openOf('Sara Cohen', 'snoozed'), waitFor: 'hub-conversation-header .chip' },
  {
    name: 'panel-closed',
    path: async (world) => {
      await rate(world, 'Priya Nair');
      return openOf('Priya Nair', 'closed')(world);
    },
    waitFor: 'hub-contact-panel .rating >> text=4 of 5',
  },
  { name: 'panel-unassigned', path: openOf('Lena Fischer'), waitFor: header },
  { name: 'panel-assign', path: openOf('Diego Alvarez'), waitFor: header, prepare: press('a') },
  { name: 'panel-snooze', path: openOf('Diego Alvarez'), waitFor: header, prepare: press('z') },
  { name: 'panel-tags', path: openOf('Diego Alvarez'), waitFor: header, prepare: press('l') },
  { name: 'panel-priority', path: openOf('Diego Alvarez'), waitFor: header, prepare: press('p') },
  {
    name: 'panel-menu',
    path: openOf('Diego Alvarez'),
    waitFor: header,
    prepare: async (page) => {
      await page.locator('hub-conversation-header').getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Copy link' }).waitFor();
    },
  },
  {
    name: 'panel-snooze-time',
    path: openOf('Diego Alvarez'),
    waitFor: header,
    prepare: async (page) => {
      await press('z')(page);
      await page.getByRole('option', { name: 'Pick date and time' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'panel-transfer',
    path: openOf('Diego Alvarez'),
    waitFor: header,
    prepare: async (page) => {
      await press('a')(page);
      await page.getByRole('option', { name: 'Transfer with a note' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'panel-editing',
    path: openOf('Diego Alvarez'),
    waitFor: 'hub-contact-about',
    whenNarrow: openPanel,
    prepare: async (page) => {
      await page.getByRole('button', { name: /^Phone/ }).click();
      await page.getByRole('textbox', { name: 'Phone' }).fill('12');
      await page.keyboard.press('Enter');
      await page.locator('hub-inline-field .error').waitFor();
    },
  },
  {
    name: 'panel-arrange',
    path: openOf('Diego Alvarez'),
    waitFor: 'hub-contact-about',
    whenNarrow: openPanel,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Arrange sections' }).click();
    },
  },
];
