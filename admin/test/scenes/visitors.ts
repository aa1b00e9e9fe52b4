import type { Page } from 'playwright-core';
import type { Scene } from './scene.ts';

const row = 'hub-visitor-table tbody tr';
const open = '/visitors/v_q9w8e7r6aa';

/** Who is on the site, who of them is open, and the first words to them. */
export const visitorScenes: readonly Scene[] = [
  { name: 'visitors', path: '/visitors', waitFor: row, isWideToo: true },
  { name: 'visitors-known', path: '/visitors?known=true', waitFor: row },
  { name: 'visitors-nothing', path: '/visitors?q=nobodyhere', waitFor: 'hub-empty' },
  {
    name: 'visitors-paused',
    path: '/visitors',
    waitFor: row,
    prepare: async (page: Page) => {
      await page.getByRole('button', { name: 'Pause' }).click();
    },
  },
  { name: 'visitor', path: open, waitFor: 'hub-visitor-drawer .page-visits li' },
  { name: 'visitor-gone', path: '/visitors/v_longgoneaa', waitFor: 'hub-visitor-drawer hub-empty' },
  {
    name: 'visitor-write',
    path: open,
    waitFor: 'hub-visitor-drawer .page-visits li',
    prepare: async (page: Page) => {
      await page.locator('hub-visitor-drawer').getByRole('button', { name: 'Start conversation' }).click();
      await page.locator('#first-words').waitFor();
    },
  },
];
