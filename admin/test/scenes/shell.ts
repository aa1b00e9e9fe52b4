import type { Scene } from './scene.ts';

export const shellScenes: readonly Scene[] = [
  { name: 'not-found', path: '/nowhere', waitFor: 'text=There is nothing here' },
  {
    name: 'palette',
    path: '/inbox/all',
    waitFor: 'hub-conversation-rows .row',
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').first().waitFor();
    },
  },
  {
    name: 'palette-search',
    path: '/inbox/all',
    waitFor: '.rail',
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').first().waitFor();
      await page.keyboard.type('petrova');
      await page
        .getByRole('option', { name: /Petrova/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'shortcuts',
    path: '/inbox/all',
    waitFor: 'hub-conversation-rows .row',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Help' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
];
